namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>What people compute in PowerShell with arrays, lists, pipelines and classes: statistics, finance, numerical methods. Written with no thought of differentiation.</summary>
public static class NumericRecipes
{
    /// <summary>The name, the code it needs, the function, and calls of it.</summary>
    public static readonly (string Name, string Code, string[] Calls)[] All =
    [
        ("Get-MedianOfSorted", """
            function Get-MedianOfSorted([double[]] $Values) {
                $sorted = $Values | Sort-Object
                $half = [Math]::Floor($sorted.Count / 2)
                if ($sorted.Count % 2 -eq 0) { ($sorted[$half - 1] + $sorted[$half]) / 2 } else { $sorted[$half] }
            }
            """, ["@(3.0,1.5,2.5)", "@(4.0,-1.0,2.5,0.5)", "@(0.5,2.0,7.0,1.0,6.5)"]),

        ("Get-MedianInPlace", """
            function Get-MedianInPlace {
                param([double[]] $Values)
                $copy = [double[]] $Values.Clone()
                [array]::Sort($copy)
                $n = $copy.Length
                if ($n % 2) { return $copy[($n - 1) / 2] }
                return 0.5 * ($copy[$n / 2] + $copy[$n / 2 - 1])
            }
            """, ["@(3.0,1.5,2.5)", "@(4.0,-1.0,2.5,0.5)", "@(0.5,2.0,7.0,1.0,6.5)"]),

        ("Get-Percentile", """
            function Get-Percentile {
                param([double[]] $Sequence, [double] $Percentile)
                $sorted = [double[]] ($Sequence | Sort-Object)
                $position = ($sorted.Length - 1) * $Percentile
                $low = [int] [Math]::Floor($position)
                if ($low + 1 -ge $sorted.Length) { return $sorted[$low] }
                $sorted[$low] + ($position - $low) * ($sorted[$low + 1] - $sorted[$low])
            }
            """, ["@(3.0,1.5,2.5,9.0) 0.4", "@(3.0,1.5,2.5,9.0) 0.9", "@(4.0,-1.0,2.5,0.5,3.0) 0.3"]),

        ("Get-DeviationMeasured", """
            function Get-DeviationMeasured([double[]] $Data) { ($Data | Measure-Object -StandardDeviation).StandardDeviation }
            """, ["@(3.0,1.5,2.5,9.0)", "@(1.0,2.0)", "@(-1.0,0.5,4.0)"]),

        ("Get-DeviationPiped", """
            function Get-DeviationPiped([double[]] $Data) {
                $mean = ($Data | Measure-Object -Average).Average
                $squares = $Data | ForEach-Object { [Math]::Pow($_ - $mean, 2) }
                [Math]::Sqrt(($squares | Measure-Object -Sum).Sum / ($Data.Count - 1))
            }
            """, ["@(3.0,1.5,2.5,9.0)", "@(1.0,2.0)", "@(-1.0,0.5,4.0)"]),

        ("Get-DeviationOnline", """
            function Get-DeviationOnline {
                param([double[]] $Data)
                begin { $n = 0; $mean = 0.0; $m2 = 0.0 }
                process {
                    foreach ($value in $Data) {
                        $n++
                        $delta = $value - $mean
                        $mean += $delta / $n
                        $m2 += $delta * ($value - $mean)
                    }
                }
                end { if ($n -lt 2) { 0.0 } else { [Math]::Sqrt($m2 / ($n - 1)) } }
            }
            """, ["@(3.0,1.5,2.5,9.0)", "@(1.0,2.0)", "@(-1.0,0.5,4.0)"]),

        ("Get-DotProduct", """
            function Get-DotProduct([double[]] $Left, [double[]] $Right) {
                if ($Left.Length -ne $Right.Length) { throw 'The lengths differ.' }
                $sum = 0.0
                for ($i = 0; $i -lt $Left.Length; $i++) { $sum += $Left[$i] * $Right[$i] }
                return $sum
            }
            """, ["@(3.0,1.5) @(2.5,9.0)", "@(1.0,2.0,-0.5) @(0.5,4.0,7.0)", "@(2.0,0.25,1.0,3.0) @(1.0,-1.0,2.0,0.5)"]),

        ("Get-TraceOfProduct", """
            function Get-Product([double[,]] $a, [double[,]] $b) {
                $c = [double[,]]::new(2, 2)
                foreach ($i in 0, 1) {
                    foreach ($j in 0, 1) {
                        foreach ($k in 0, 1) { $c[$i, $j] += $a[$i, $k] * $b[$k, $j] }
                    }
                }
                , $c
            }
            function Get-TraceOfProduct([double[]] $Left, [double[]] $Right) {
                $a = [double[,]]::new(2, 2); $b = [double[,]]::new(2, 2)
                for ($i = 0; $i -lt 4; $i++) { $a[[Math]::Floor($i / 2), ($i % 2)] = $Left[$i]; $b[[Math]::Floor($i / 2), ($i % 2)] = $Right[$i] }
                $c = Get-Product $a $b
                if ($c[0, 0] -gt $c[1, 1]) { $c[0, 0] * $c[1, 1] - $c[0, 1] * $c[1, 0] } else { $c[0, 0] + $c[1, 1] }
            }
            """, ["@(3.0,1.5,2.5,9.0) @(2.0,0.5,1.0,-1.0)", "@(1.0,2.0,3.0,4.0) @(0.5,-1.0,1.5,2.0)", "@(3.0,0.5,0.25,1.0) @(2.0,0.0,1.0,0.5)"]),

        ("Get-Romberg", """
            function Get-Romberg([double] $From, [double] $To, [double] $k) {
                $f = { param($t) [Math]::Exp(-$k * $t * $t) + $t }
                $previous = New-Object double[] 6
                $current = New-Object double[] 6
                $h = $To - $From
                $previous[0] = $h * ((& $f $From) + (& $f $To)) / 2
                for ($i = 1; $i -lt 6; $i++) {
                    $h /= 2
                    $sum = 0.0
                    for ($j = 1; $j -le [Math]::Pow(2, $i - 1); $j++) { $sum += & $f ($From + (2 * $j - 1) * $h) }
                    $current[0] = $previous[0] / 2 + $h * $sum
                    for ($j = 1; $j -le $i; $j++) { $current[$j] = $current[$j - 1] + ($current[$j - 1] - $previous[$j - 1]) / ([Math]::Pow(4, $j) - 1) }
                    if ($i -gt 2 -and [Math]::Abs($current[$i] - $previous[$i - 1]) -lt 1e-5) { return $current[$i] }
                    $previous, $current = $current, $previous
                }
                $previous[5]
            }
            """, ["0.0 1.0 0.5", "-1.0 2.0 3.0", "0.5 0.6 1.0"]),

        ("Get-RungeKutta", """
            function Get-Slope([double[]] $y, [double] $w) {
                $d = New-Object double[] 2
                $d[0] = $y[1]; $d[1] = -$w * $w * [Math]::Sin($y[0])
                return $d
            }
            function Get-RungeKutta([double[]] $Start, [double] $w) {
                $y = $Start.Clone(); $h = 0.1
                for ($step = 0; $step -lt 10; $step++) {
                    $k1 = Get-Slope $y $w
                    $t = New-Object double[] 2; foreach ($i in 0, 1) { $t[$i] = $y[$i] + $h / 2 * $k1[$i] }; $k2 = Get-Slope $t $w
                    $t = New-Object double[] 2; foreach ($i in 0, 1) { $t[$i] = $y[$i] + $h / 2 * $k2[$i] }; $k3 = Get-Slope $t $w
                    $t = New-Object double[] 2; foreach ($i in 0, 1) { $t[$i] = $y[$i] + $h * $k3[$i] }; $k4 = Get-Slope $t $w
                    foreach ($i in 0, 1) { $y[$i] += $h / 6 * ($k1[$i] + 2 * $k2[$i] + 2 * $k3[$i] + $k4[$i]) }
                }
                $y[0] -gt 0 ? $y[0] : 3 * $y[1]
            }
            """, ["@(0.5,0.0) 1.0", "@(0.5,-2.0) 1.5", "@(-1.0,0.25) 0.5"]),

        ("Get-ExponentialAverage", """
            function Get-ExponentialAverage([System.Collections.Generic.List[double]] $Prices, [int] $Period = 3) {
                $k = 2 / ($Period + 1)
                $averages = [System.Collections.Generic.List[double]]::new()
                $averages.Add($Prices[0])
                for ($i = 1; $i -lt $Prices.Count; $i++) { $averages.Add($Prices[$i] * $k + $averages[$i - 1] * (1 - $k)) }
                $averages[$averages.Count - 1]
            }
            """, ["@(10.0,11.5,9.0,12.0,12.5)", "@(4.0,3.0)", "@(1.0,2.0,4.0,8.0)"]),

        ("Get-MovingAverage", """
            function Get-MovingAverage([System.Collections.Generic.List[double]] $Prices) {
                $window = [System.Collections.Generic.Queue[double]]::new()
                $sum = 0.0; $above = 0.0
                foreach ($price in $Prices) {
                    $window.Enqueue($price); $sum += $price
                    if ($window.Count -gt 3) { $sum -= $window.Dequeue() }
                    $mean = $sum / $window.Count
                    if ($price -gt $mean) { $above += $price - $mean }
                }
                $above + $sum / $window.Count
            }
            """, ["@(10.0,11.5,9.0,12.0,12.5)", "@(4.0,3.0)", "@(8.0,4.0,2.0,1.0)"]),

        ("Get-RelativeStrength", """
            function Get-RelativeStrength([System.Collections.Generic.List[double]] $Prices) {
                $gains = New-Object System.Collections.Generic.List[double]
                $losses = New-Object System.Collections.Generic.List[double]
                for ($i = 1; $i -lt $Prices.Count; $i++) {
                    $change = $Prices[$i] - $Prices[$i - 1]
                    if ($change -gt 0) { $gains.Add($change); $losses.Add(0) } else { $gains.Add(0); $losses.Add([Math]::Abs($change)) }
                }
                $gain = ($gains | Measure-Object -Average).Average
                $loss = ($losses | Measure-Object -Average).Average
                if ($loss -eq 0) { return 100.0 }
                100 - 100 / (1 + $gain / $loss)
            }
            """, ["@(10.0,11.5,9.0,12.0,12.5)", "@(1.0,2.0,4.0)", "@(8.0,4.0,5.0,1.0)"]),

        ("Get-Cluster", """
            function Get-Cluster([double[]] $Points, [double[]] $Centres) {
                $sums = [double[]]::new($Centres.Length); $counts = [int[]]::new($Centres.Length)
                foreach ($p in $Points) {
                    $nearest = 0; $least = [double]::MaxValue
                    for ($c = 0; $c -lt $Centres.Length; $c++) {
                        $distance = [Math]::Pow($p - $Centres[$c], 2)
                        if ($distance -lt $least) { $least = $distance; $nearest = $c }
                    }
                    $sums[$nearest] += $p; $counts[$nearest]++
                }
                $spread = 0.0
                for ($c = 0; $c -lt $Centres.Length; $c++) {
                    $moved = if ($counts[$c] -gt 0) { $sums[$c] / $counts[$c] } else { $Centres[$c] }
                    $spread += $moved * $moved
                }
                $spread
            }
            """, ["@(1.0,1.5,8.0,9.5,2.0) @(1.0,9.0)", "@(1.0,1.5,8.0) @(1.0,20.0)", "@(1.0,-1.5,8.0,4.0) @(0.0,5.0)"]),

        ("Get-Interest", """
            function Get-Interest {
                [CmdletBinding()]
                param([double] $Principal, [double] $Rate, [int] $Months)
                [decimal] $monthly = $Rate / 12
                [decimal] $payment = $Principal * $monthly / (1 - [Math]::Pow(1 + $monthly, -$Months))
                Write-Verbose "The payment is $payment."
                [decimal] $balance = $Principal; [decimal] $total = 0
                for ($m = 1; $m -le $Months; $m++) {
                    [decimal] $interest = $balance * $monthly
                    $balance -= $payment - $interest
                    $total += $interest
                    Write-Verbose ('Month {0}: {1:N2}' -f $m, $balance)
                    if ($balance -lt 100) { break }
                }
                $total
            }
            """, ["1000.0 0.06 6", "90.0 0.12 3", "5000.0 0.2 4"]),

        ("Get-ReturnRate", """
            function Get-ReturnRate([double[]] $Flows) {
                $rate = 0.1
                for ($i = 0; $i -lt 100; $i++) {
                    $value = 0.0; $slope = 0.0
                    for ($t = 0; $t -lt $Flows.Count; $t++) {
                        $value += $Flows[$t] / [Math]::Pow(1 + $rate, $t)
                        $slope -= $t * $Flows[$t] / [Math]::Pow(1 + $rate, $t + 1)
                    }
                    $next = $rate - $value / $slope
                    if ([Math]::Abs($next - $rate) -lt 1e-12) { return $next }
                    $rate = $next
                }
                throw 'no convergence'
            }
            """, ["@(-100.0,60.0,60.0)", "@(-100.0,30.0,40.0,50.0)", "@(-50.0,80.0,5.0)"]),

        ("Get-PolynomialOfClass", """
            class AdTestPolynomial {
                [double[]] $Coefficients
                AdTestPolynomial([double[]] $c) { $this.Coefficients = $c }
                [double] At([double] $x) {
                    $sum = 0.0
                    for ($i = $this.Coefficients.Length - 1; $i -ge 0; $i--) { $sum = $sum * $x + $this.Coefficients[$i] }
                    if ($sum -lt 0) { return -$sum * $x }
                    return $sum
                }
            }
            function Get-PolynomialOfClass([double[]] $Coefficients, [double] $x) { [AdTestPolynomial]::new($Coefficients).At($x) }
            """, ["@(1.0,2.0,3.0) 0.5", "@(-4.0,1.0) 2.0", "@(0.5,-1.0,0.25,2.0) -1.5"]),
    ];
}
