# Ordinary PowerShell, differentiated: if, while and helper functions with conditions of their own. Nothing is written for Autodiff here but the numbers'
# way in and out. Each path through the conditions is traced once, when a call first takes it.
Import-Module "$PSScriptRoot/../Autodiff.psd1"

# The square root by Newton's method. The number of steps depends on the argument.
function Get-Root($a) {
    $y = $a
    while (($y * $y - $a) * ($y * $y - $a) -gt 1e-24) { $y = ($y + $a / $y) / 2 }
    $y
}

# What is left of an income after tax, by brackets.
function Get-Bracket($income, $from, $to, $rate) {
    if ($income -le $from) { return 0.0 }
    if ($income -gt $to) { return ($to - $from) * $rate }
    ($income - $from) * $rate
}

function Get-Net($income) {
    $tax = (Get-Bracket $income 0 10000 0.1) + (Get-Bracket $income 10000 40000 0.2)
    if ($income -gt 40000) { $tax = $tax + ($income - 40000) * 0.4 }
    $income - $tax
}

'-- square root: value, derivative, and 1 / (2 √a)'
$root = New-AdFunction -Name root { param($a) Get-Root $a }
$slope = $root | Get-AdGradient
foreach ($a in 2.0, 9.0, 0.25) {
    '{0,6}  {1:F9}  {2:F9}  {3:F9}' -f $a, (Invoke-AdCompiled $root $a), (Invoke-AdCompiled $slope $a), (1 / (2 * [Math]::Sqrt($a)))
}

'-- net income: value by the function itself, value and what is kept of one more, by the traced one'
$net = New-AdFunction -Name net { param($income) Get-Net $income }
$kept = $net | Get-AdGradient
foreach ($income in 8000.0, 25000.0, 90000.0) {
    '{0,8}  {1,10:F2}  {2,10:F2}  {3:F2}' -f $income, (Get-Net $income), (Invoke-AdCompiled $net $income), (Invoke-AdCompiled $kept $income)
}

'-- a branch and its gradient on both sides'
$bend = New-AdFunction -Name bend { param($x) if ($x -gt 0) { $x * $x } else { -3 * $x } } | Get-AdGradient
-2.0, 5.0 | Invoke-AdCompiled $bend
