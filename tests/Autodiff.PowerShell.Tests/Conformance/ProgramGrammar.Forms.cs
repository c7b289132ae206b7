namespace Autodiff.PowerShell.Tests.Conformance;

sealed partial class ProgramGrammar
{
    /*
     * A rule is a name, and below it its forms with their weights. In a form stand
     *   <number>        a rule
     *   <+|-|*>         one of several texts
     *   <Array Rows>    a known name of one of these kinds; without one the form is not chosen. <=> is the same name again
     *   <!Number>       a new name, which is known from the next statement on. <!> is the same name again
     *   <?Integer>      a new name, which is known in the bodies of the statement. <?> is the same name again
     *   <$_: number>    a rule in which these names of numbers are known
     *   <body>          some statements, on lines of their own; <;> ends a line
     * Forms with rules that lead back to themselves are chosen to a certain depth.
     */
    const string Grammar = """
        helper
            1 function <!Helper>($a, $b = 1.5) { <$a $b: part> }
            1 function <!Helper>([double] $a, [double] $b = 2) { <$a $b: part> }
            1 function <!Helper> { [CmdletBinding()] param([Parameter(Mandatory)] $a, $b = 1) <$a $b: part> }
        part
            1 <body><|return ><number><;>
        parameter
            3 <!Number>
            2 [double] <!Number>
            2 [int] <!Integer>
            1 <!Integer>
            3 [double[]] <!Array>
            1 [object[]] <!Array>
            1 [System.Collections.Generic.List[double]] <!List>
            2 <!Rows>
            1 <!Table>
        statement
            4 <!Number> = <number>
            1 [double] <!Number> = <number>
            1 <!Number>, $null = <number>, <number>
            2 <!Integer> = <integer>
            1 [int] <!Integer> = <bounded>
            3 <!Array> = <array>
            1 [double[]] <!Array> = <array>
            1 <!Array> = foreach ($e in <sequence>) { <$e: number> }
            1 <!Array> = [double[]]::new(3); <!>[1] = <number>
            1 <!Array> = New-Object double[] 3
            1 <!Array> = @(<number>) * 3
            1 <!List> = [System.Collections.Generic.List[double]]::new(); <!>.Add(<number>); <!>.Add(<number>)
            1 <!List> = New-Object System.Collections.Generic.List[double]; 1..2 | ForEach-Object { <!>.Add(<$_: number>) }
            2 <!Table> = <|[pscustomobject]>@{ a = <number>; b = <number>; c = @{ d = <number> } }
            1 <!Block> = { param($p, $q) <$p $q: number> }
            4 <Number> <=|+=|-=|*=> <number>
            1 <Integer>++
            2 <Array> += <number>
            1 <Array> += @(<number>, <number>)
            1 <List>.Add(<number>)
            3 <Array List>[<index>] <=|+=|*=> <number>
            1 <Array>[0], <=>[1] = <=>[1], <=>[0]
            1 <Table>.a = <number>
            1 <Table>.<b|c.d> += <number>
            1 <!Number> = try { if (<condition>) { throw 'no' }; <number> } catch { <number> }
            1 <!Number> = 0.5; switch (<bounded>) { 0 { <!> = <number> } 1 { <!> = <number> } default { <!> = <number> } }
            1 <!Number> = switch (<number>) { { <$_: condition> } { <$_: number>; break } default { <number> } }
            1 <!Number> = 0.0; foreach ($g in (<sequence> | Group-Object { <$_: condition> })) { <!> += $g.Count * ($g.Group | Measure-Object -Sum).Sum }
            1 if (<condition>) { <body> }
            2 if (<condition>) { <body> } else { <body> }
            1 if (<condition>) { <body> } elseif (<condition>) { <body> } else { <body> }
            2 for (<?Integer> = 0; <?> -lt <2|3>; <?>++) { <body> }
            1 foreach (<?Integer> in 1..<2|3>) { <body> }
            2 foreach (<?Number> in <sequence>) { <body> }
            1 foreach (<?Number> in <sequence>) { <body> if (<condition>) { <break|continue> } }
            1 <?Integer> = 0; while (<?> -lt <2|3>) { <body> <?>++ }
            1 <?Integer> = 0; do { <body> <?>++ } while (<?> -lt 3)
        output
            6 <|return ><number>
            2 <array>
            1 <integer>
            1 <number>; <number>
            1 @{ value = <number>; items = @(<array>) }
            1 [pscustomobject]@{ n = <integer>; x = <number> }
            1 '{0:F2} of {1}' -f <number>, <integer>
            1 $(<number> -gt 1 ? 'high' : 'low')
        number
            4 <atom>
            6 (<number> <+|-|*> <number>)
            2 (<number> / (2.5 + [Math]::Abs(<number>)))
            1 (<number> / <3.0|-4.0>)
            1 (<number> % 3)
            1 (- <number>)
            1 <bounded>
            4 [Math]::<Sin|Cos|Tanh|Abs|Sign|Atan|Cbrt>(<number>)
            1 [Math]::<Floor|Ceiling|Truncate>([double] <number>)
            1 [Math]::Sqrt(0.1 + [Math]::Abs(<number>))
            1 [Math]::Exp(-[Math]::Abs(<number>))
            1 [Math]::Log(<number> - 0.3)
            1 [Math]::Pow(<number>, <2|3>)
            1 [Math]::Pow(0.5 + [Math]::Abs(<number>), -1)
            1 [Math]::Round([double] <number>, 2)
            2 [Math]::<Max|Min>([double] <number>, <number>)
            1 [Math]::Clamp([double] <number>, -2.0, 3.0)
            1 (<[double]|[float]> <number>)
            1 ([double] ('{0:F3}' -f <number>))
            2 (<condition> ? <number> : <number>)
            1 $(if (<condition>) { <number> } else { <number> })
            1 (<number> ?? 1.0)
            3 <measured>
            1 (<array> | Sort-Object<| -Descending>)[<0|1>]
            1 (& <Block> (<number>) (<number>))
            1 (<Helper> (<number>) (<number>))
            1 (<Helper> -a (<number>))
        measured
            2 (<sequence> | Measure-Object -Sum).Sum
            1 (<sequence> | Measure-Object -Average).Average
            1 (<sequence> | Measure-Object -Maximum).Maximum
            1 (<sequence> | Measure-Object -Minimum).Minimum
            1 (<array> | Measure-Object -StandardDeviation).StandardDeviation
        atom
            3 <0.5|2|1.5|-1|0.1|3.25|10|1e-3|0>
            6 <Number Integer>
            3 <Array List Rows>[<index>]
            1 <Array Rows>[-1]
            1 <Array List Rows>.Count
            2 <Table>.<a|b|c.d>
        index
            3 <0|1>
            1 ([Math]::Abs(<Integer>) % 2)
        integer
            1 <-2|0|1|3|7>
            3 <Integer>
            1 <Array List Rows>.Count
            3 (<integer> <+|-|*> <integer>)
            1 (<integer> % 3)
            1 ([int] (<integer> / 2))
            1 [Math]::Abs(<integer>)
            1 (<integer> -band 6)
            1 (<integer> * 1000000)
            1 <bounded>
            1 @(<sequence> | Where-Object { <$_: condition> }).Count
        bounded
            1 ([int] (8 * [Math]::Sin(<number>)))
            1 ([int] [Math]::Floor(4 * [Math]::Tanh(<number>)))
        array
            3 <Array>
            1 @(<atom>, <atom>)
            2 @(<number>, <number>, <number>)
            4 @(<sequence> | ForEach-Object { <$_: number> })
            1 (1..3 | ForEach-Object { <$_: number> })
            1 (@(<sequence> | Where-Object { <$_: condition> }) + @(<number>, <number>))
            1 (<array> | Sort-Object<| -Descending>)
            1 (<array> | Sort-Object -Stable { <$_: number> })
            1 (<array> | Select-Object -First 2)
            1 <array>.ForEach({ <$_: number> })
            1 <array>[0..1]
            1 (<array> + <number>)
        sequence
            4 <Array List Rows>
            1 @(<atom>, <atom>, <number>)
            1 @(<atom>, <atom>)
        condition
            1 <atom> <-gt|-lt> <atom>
            8 <number> <-gt|-gt|-lt|-lt|-le|-ge|-eq|-ne> <number>
            2 (<condition>) <-and|-or> (<condition>)
            1 -not (<condition>)
            1 <integer> % 2 -eq 0
            1 <sequence> -contains <number>
            1 <number> -in 0, 1, 2.5
            1 <sequence>.Count -gt 3
            1 ('{0:F1}' -f <number>) -eq '1.5'
        """;
}
