namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Ordinary PowerShell functions, written with no thought of differentiation, and arguments on both sides of each of their branches.</summary>
public static class TwentyFunctions
{
    /// <summary>The name, the code it needs, the function, and calls of it.</summary>
    public static readonly (string Name, string Code, string[] Calls)[] All =
    [
        ("Get-Tax", """
            function Get-Tax([double]$Income) {
                if ($Income -lt 0) { throw "No income is negative: $Income" }
                $brackets = @(
                    @{ From = 0; To = 10000; Rate = 0.0 }
                    @{ From = 10000; To = 40000; Rate = 0.2 }
                    @{ From = 40000; To = [double]::MaxValue; Rate = 0.4 }
                )
                $tax = 0
                foreach ($b in $brackets) {
                    if ($Income -le $b.From) { break }
                    $top = [Math]::Min($Income, [double]$b.To)
                    $tax += ($top - $b.From) * $b.Rate
                }
                return $tax
            }
            """, ["5000.0", "25000.0", "90000.0"]),

        ("Get-Root", """
            function Get-Root {
                param([double]$Value, [double]$Tolerance = 1e-12)
                if ($Value -eq 0) { return 0.0 }
                $guess = [Math]::Max($Value / 2, 1.0)
                $previous = 0.0
                while ([Math]::Abs($guess - $previous) -gt $Tolerance) {
                    $previous = $guess
                    $guess = ($guess + $Value / $guess) / 2
                }
                $guess
            }
            """, ["2.0", "30.0", "0.3"]),

        ("Find-Zero", """
            function Find-Zero([double]$a, [double]$b) {
                # Newton's method on z^3 - a z - b.
                $z = 2.0
                for ($i = 0; $i -lt 50; $i++) {
                    $step = ($z * $z * $z - $a * $z - $b) / (3 * $z * $z - $a)
                    $z -= $step
                    if (1e-13 -gt [Math]::Abs($step)) { break }
                }
                $z
            }
            """, ["1.0 4.0", "0.5 9.0"]),

        ("Get-Bisection", """
            function Get-Bisection([double]$c) {
                $low = 0.0; $high = 10.0
                $f = { param($t) $t * $t * $t + $t - $c }
                do {
                    $mid = ($low + $high) / 2
                    if (0 -lt (& $f $mid)) { $high = $mid } else { $low = $mid }
                } until ($high - $low -lt 1e-3)
                # One Newton step carries the dependence on c.
                $mid - (& $f $mid) / (3 * $mid * $mid + 1)
            }
            """, ["5.0", "40.0"]),

        ("Get-Integral", """
            function Get-Integral([double]$From, [double]$To, [int]$Steps = 64) {
                $h = ($To - $From) / $Steps
                $sum = 0.0
                for ($i = 0; $i -le $Steps; $i++) {
                    $t = $From + $i * $h
                    $weight = if ($i -eq 0 -or $i -eq $Steps) { 1 } elseif ($i % 2) { 4 } else { 2 }
                    $sum += $weight * [Math]::Exp(-$t * $t)
                }
                $sum * $h / 3
            }
            """, ["0.0 1.0", "-1.0 2.5"]),

        ("Get-RunningMaximum", """
            function Get-RunningMaximum([double[]]$Values) {
                $best = $Values[0]
                $total = 0.0
                foreach ($v in $Values) {
                    if ($best -lt $v) { $best = $v }
                    $total += $best
                }
                $total
            }
            """, ["@(1.0, 3.0, 2.0, 5.0, 4.0)", "@(5.0, 1.0, 2.0)", "@(1.0, 2.0, 3.0)"]),

        ("Limit-Number", """
            function Limit-Number([double]$Value, [double]$Low, [double]$High) {
                if ($Value -lt $Low) { $Low } elseif ($High -lt $Value) { $High } else { $Value }
            }
            """, ["0.5 0.0 1.0", "-2.0 0.1 1.0", "7.0 0.0 1.5"]),

        ("Get-Area", """
            function Get-Area {
                param([ValidateSet('Circle', 'Square', 'Triangle')][string]$Shape = 'Square', [double]$Size)
                switch ($Shape) {
                    'Circle' { [Math]::PI * $Size * $Size }
                    'Square' { $Size * $Size }
                    default { [Math]::Sqrt(3) / 4 * [Math]::Pow($Size, 2) }
                }
            }
            """, ["'Circle' 1.5", "'Square' 1.5", "'Triangle' 1.5"]),

        ("Get-Shipping", """
            function Get-Zone([double]$Distance) { if ($Distance -lt 100) { 'near' } elseif ($Distance -lt 500) { 'far' } else { 'away' } }
            function Get-Shipping([double]$Weight, [double]$Distance) {
                $rates = @{ near = 0.5; far = 0.8; away = 1.25 }
                $zone = Get-Zone $Distance
                $base = if (5 -ge $Weight) { 4.0 } else { 4.0 + ($Weight - 5) * $rates[$zone] }
                $base + $Distance * $rates.$zone / 100
            }
            """, ["3.0 50.0", "8.0 50.0", "8.0 300.0", "8.0 900.0"]),

        ("Get-Grade", """
            function Get-Grade([double]$Points) {
                switch ($Points) {
                    { $_ -ge 90 } { 4.0; break }
                    { $_ -ge 80 } { 3.0 + ($Points - 80) / 10; break }
                    { 50 -le $_ } { ($Points - 50) * 0.1; break }
                    default { 0 }
                }
            }
            """, ["95.0", "85.0", "60.0", "20.0"]),

        ("Get-Payment", """
            function Get-Payment([double]$Loan, [double]$Rate, [int]$Years) {
                $n = $Years * 12
                $r = $Rate / 12
                if ($r -eq 0) { return $Loan / $n }
                $Loan * $r / (1 - [Math]::Pow(1 + $r, -$n))
            }
            """, ["100000.0 0.05 30", "5000.0 0.12 2"]),

        ("Get-Balance", """
            function Get-Balance([double]$Start, [double]$Rate, [double]$Fee) {
                $balance = $Start
                foreach ($month in 1..12) {
                    $balance *= 1 + $Rate / 12
                    if ($balance -lt 1000) { $balance -= $Fee }
                }
                [Math]::Max($balance, 0.0)
            }
            """, ["500.0 0.1 5.0", "2000.0 0.1 5.0", "995.0 0.1 1.0", "20.0 0.1 30.0"]),

        ("Get-Interpolated", """
            function Get-Interpolated([double]$At) {
                $xs = 0, 1, 2, 4
                $ys = 1.0, 3.0, 2.0, 6.0
                $i = 0
                while ($i -lt $xs.Count - 2 -and $xs[$i + 1] -lt $At) { $i++ }
                $t = ($At - $xs[$i]) / ($xs[$i + 1] - $xs[$i])
                $ys[$i] * (1 - $t) + $ys[$i + 1] * $t
            }
            """, ["0.5", "1.5", "3.3"]),

        ("Get-Polynomial", """
            function Get-Polynomial([double]$x, [double[]]$Coefficients = @(1.0, -2.0, 0.5, 3.0)) {
                $y = 0.0
                for ($k = $Coefficients.Length - 1; $k -ge 0; $k--) { $y = $y * $x + $Coefficients[$k] }
                $y
            }
            """, ["1.3", "-0.7"]),

        ("Get-Collatz", """
            function Get-Collatz([int]$n, [double]$x) {
                $steps = 0
                while ($n -ne 1) {
                    if ($n % 2 -eq 0) { $n = $n / 2; $x = $x * 1.1 } else { $n = 3 * $n + 1; $x += 0.5 }
                    $steps++
                }
                $x * $steps
            }
            """, ["6 2.0", "11 0.3"]),

        ("Get-Fibonacci", """
            function Get-Fibonacci([int]$n, [double]$a) {
                if ($n -le 1) { return $n * $a }
                (Get-Fibonacci ($n - 1) $a) + (Get-Fibonacci ($n - 2) $a) * $a
            }
            """, ["6 0.5", "1 2.0"]),

        ("Measure-Risk", """
            function Measure-Risk([double[]]$Returns) {
                $mean = 0.0
                foreach ($r in $Returns) { $mean += $r / $Returns.Count }
                $down = 0.0; $n = 0
                foreach ($r in $Returns) {
                    if ($r -ge $mean) { continue }
                    $down += [Math]::Pow($r - $mean, 2)
                    $n++
                }
                if ($n -eq 0) { 0.0 } else { [Math]::Sqrt($down / $n) }
            }
            """, ["@(0.1, -0.2, 0.3, 0.05)", "@(1.0, 2.0, 4.0)"]),

        ("Get-Discount", """
            function Get-Discount {
                [CmdletBinding()]
                param(
                    [Parameter(Mandatory, ValueFromPipeline)][ValidateRange(0, 100000)][double]$Price,
                    [int]$Quantity = 1,
                    [switch]$Member
                )
                process {
                    $total = $Price * $Quantity
                    $rate = if ($Quantity -in 10, 20, 50) { 0.1 } elseif ($total -gt 500) { 0.05 } else { 0 }
                    if ($Member) { $rate += 0.02 }
                    $total * (1 - $rate)
                }
            }
            """, ["30.0 10", "30.0 3", "300.0 3"]),

        ("Get-Trajectory", """
            function Get-Trajectory([double]$Speed, [double]$Angle) {
                $g = 9.81; $dt = 0.01
                $vx = $Speed * [Math]::Cos($Angle); $vy = $Speed * [Math]::Sin($Angle)
                $x = 0.0; $y = 0.0
                $path = @()
                while ($true) {
                    $vy -= $g * $dt
                    $x += $vx * $dt; $y += $vy * $dt
                    $path += $y
                    if ($y -lt 0 -or $path.Count -ge 200) { break }
                }
                # Back to the ground along the last step.
                $x - $vx * $y / $vy
            }
            """, ["5.0 0.7", "3.0 1.2"]),

        ("Get-Activation", """
            function Get-Activation([double]$x, [string]$Kind = 'elu') {
                $table = @{
                    relu = { param($v) if ($v -gt 0) { $v } else { 0.0 } }
                    elu = { param($v) $v -gt 0 ? $v : [Math]::Exp($v) - 1 }
                    hard = { param($v) [Math]::Clamp($v, -1.0, 1.0) }
                    step = { param($v) if (0 -le $v) { 1 } else { 0 } }
                }
                if (-not $table.ContainsKey($Kind)) { throw "no activation $Kind" }
                & $table[$Kind] $x
            }
            """, ["1.5 'relu'", "-1.5 'relu'", "0.5 'elu'", "-0.5 'elu'", "0.4 'hard'", "2.0 'hard'", "0.7 'step'", "-0.7 'step'"]),

        ("Get-Median", """
            function Get-Median([double]$a, [double]$b, [double]$c) {
                if ($a -gt $b) { $a, $b = $b, $a }
                if ($b -gt $c) { $b, $c = $c, $b }
                if ($a -gt $b) { $a, $b = $b, $a }
                $b * $b
            }
            """, ["1.0 2.0 3.0", "3.0 2.0 1.0", "2.0 3.0 1.0", "1.0 3.0 2.0"]),

        ("Get-Kepler", """
            function Get-Kepler([double]$Mean, [double]$Eccentricity) {
                $e = $Mean
                $count = 0
                do {
                    $delta = ($e - $Eccentricity * [Math]::Sin($e) - $Mean) / (1 - $Eccentricity * [Math]::Cos($e))
                    $e -= $delta
                    if (++$count -gt 100) { throw 'no convergence' }
                } while ([Math]::Abs($delta) -gt 1e-14)
                $e
            }
            """, ["1.0 0.3", "2.5 0.8"]),
    ];
}
