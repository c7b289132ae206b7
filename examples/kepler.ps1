# Kepler's equation, mean = anomaly - eccentricity * sin(anomaly), solved by a root finder as anyone would write it, and differentiated through its while.
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../Autodiff.psd1"

function Get-Anomaly([double] $mean, [double] $eccentricity) {
    $anomaly = $mean
    do {
        $error = $anomaly - $eccentricity * [Math]::Sin($anomaly) - $mean
        $step = $error / (1 - $eccentricity * [Math]::Cos($anomaly))
        $anomaly -= $step
    } while ([Math]::Abs($step) -gt 1e-12)
    $anomaly
}

$anomaly = New-AdFunction -Command Get-Anomaly
$slope = $anomaly | Get-AdGradient

# The slopes by the implicit function theorem: 1 / (1 - e cos E) by the mean anomaly, sin E / (1 - e cos E) by the eccentricity.
$orbits = [pscustomobject] @{ mean = 0.5; eccentricity = 0.1 }, [pscustomobject] @{ mean = 1.0; eccentricity = 0.6 }, [pscustomobject] @{ mean = 3.0; eccentricity = 0.9 }
$orbits |
    Invoke-AdCompiled $anomaly -PropertyName Traced |
    Invoke-AdCompiled $slope -PropertyName ByMean, ByEccentricity |
    ForEach-Object {
        $plain = Get-Anomaly $_.mean $_.eccentricity
        $nearness = 1 - $_.eccentricity * [Math]::Cos($plain)
        [pscustomobject] @{
            Mean = $_.mean; Ecc = $_.eccentricity
            Plain = '{0:F6}' -f $plain; Traced = '{0:F6}' -f $_.Traced
            ByMean = '{0:F6}' -f $_.ByMean; Expected = '{0:F6}' -f (1 / $nearness)
            ByEcc = '{0:F6}' -f $_.ByEccentricity; 'Expected ' = '{0:F6}' -f ([Math]::Sin($plain) / $nearness)
        }
    } | Format-Table
