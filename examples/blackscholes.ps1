# The price of European calls (Black and Scholes 1973) and its greeks, for the options of a CSV file, row by row through the pipeline.
param([string] $Path = "$PSScriptRoot/data/options.csv")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../Autodiff.psd1"

# An object a row, with the strings of the file, as Import-Csv would make them.
$header, $lines = [IO.File]::ReadAllLines($Path)
$names = $header.Split(',')
$options = foreach ($line in $lines) {
    $row = [ordered] @{}
    $fields = $line.Split(',')
    for ($i = 0; $i -lt $names.Count; $i++) { $row[$names[$i]] = $fields[$i] }
    [pscustomobject] $row
}

$normal = { param($x) 0.5 * [Ad]::Erfc(-$x / [Math]::Sqrt(2)) }
$price = New-AdFunction -Name price {
    param($spot, $strike, $rate, $volatility, $years)
    $spread = $volatility * [Ad]::Sqrt($years)
    $d1 = ([Ad]::Log($spot / $strike) + ($rate + $volatility * $volatility / 2) * $years) / $spread
    $spot * (& $normal $d1) - $strike * [Ad]::Exp(-$rate * $years) * (& $normal ($d1 - $spread))
}
$greeks = $price | Get-AdGradient -Parameter spot, volatility, rate, years
$gamma = $price | Get-AdHessian -Parameter spot

'{0,-18}{1,10}{2,10}{3,10}{4,10}{5,10}{6,10}' -f 'option', 'price', 'delta', 'gamma', 'vega', 'rho', 'theta'
$options |
    Invoke-AdCompiled $price -PropertyName Price |
    Invoke-AdCompiled $greeks -PropertyName Delta, Vega, Rho, Decay |
    Invoke-AdCompiled $gamma -PropertyName Gamma |
    ForEach-Object { '{0,-18}{1,10:F4}{2,10:F4}{3,10:F4}{4,10:F4}{5,10:F4}{6,10:F4}' -f $_.name, $_.Price, $_.Delta, $_.Gamma, $_.Vega, $_.Rho, (-$_.Decay) }
