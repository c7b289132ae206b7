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

'  mean   ecc.   anomaly by the function   traced        d/d mean      1/(1 - e cos E)  d/d ecc.      sin E/(1 - e cos E)'
foreach ($orbit in @(0.5, 0.1), @(1.0, 0.6), @(3.0, 0.9)) {
    $mean, $eccentricity = $orbit
    $plain = Get-Anomaly $mean $eccentricity
    $traced = Invoke-AdCompiled $anomaly $mean $eccentricity
    $d = Invoke-AdCompiled $slope $mean $eccentricity
    $nearness = 1 - $eccentricity * [Math]::Cos($plain)
    '{0,6:F2} {1,6:F2}   {2,-23:F9} {3,-13:F9} {4,-13:F9} {5,-16:F9} {6,-13:F9} {7:F9}' -f $mean, $eccentricity, $plain, $traced, $d.mean, (1 / $nearness), $d.eccentricity, ([Math]::Sin($plain) / $nearness)
}
