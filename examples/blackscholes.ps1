# The price of European calls (Black and Scholes 1973) and its greeks, for the options of a CSV file, row by row through the pipeline.
param([string] $Path = "$PSScriptRoot/data/options.csv")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../Autodiff.psd1"

$normal = { param($x) 0.5 * [Ad]::Erfc(-$x / [Math]::Sqrt(2)) }
$price = New-AdFunction -Name price {
    param($spot, $strike, $rate, $volatility, $years)
    $spread = $volatility * [Ad]::Sqrt($years)
    $d1 = ([Ad]::Log($spot / $strike) + ($rate + $volatility * $volatility / 2) * $years) / $spread
    $spot * (& $normal $d1) - $strike * [Ad]::Exp(-$rate * $years) * (& $normal ($d1 - $spread))
}
$greeks = $price | Get-AdGradient -Parameter spot, volatility, rate, years
$gamma = $price | Get-AdHessian -Parameter spot

$columns = foreach ($name in 'Price', 'Delta', 'Gamma', 'Vega', 'Rho') { @{ Name = $name; Expression = $name; FormatString = 'F4' } }
Import-Csv $Path |
    Invoke-AdCompiled $price -PropertyName Price |
    Invoke-AdCompiled $greeks -PropertyName Delta, Vega, Rho, Decay |
    Invoke-AdCompiled $gamma -PropertyName Gamma |
    Format-Table (@('name') + $columns + @{ Name = 'Theta'; Expression = { -$_.Decay }; FormatString = 'F4' })
