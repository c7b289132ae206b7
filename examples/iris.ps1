# Trains a network with two layers to tell three species of iris apart (150 flowers, Fisher 1936), by gradient descent with momentum.
param([int] $Steps = 300, [double] $Rate = 0.1, [int] $Hidden = 8, [string] $Backend = 'Auto')

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../Autodiff.psd1"

# Four measurements and the species, a row a flower; the measurements are standardised.
$flowers = Import-Csv "$PSScriptRoot/data/iris.csv"
$x = $flowers | ConvertTo-AdTensor -Property sepal_length, sepal_width, petal_length, petal_width
$x = ($x - [Ad]::Mean($x, 0)) / [Ad]::Std($x, 0)
$species = $flowers.species | ConvertTo-AdTensor -DType i32

$network = {
    param($weights, $x)
    $h = [Ad]::Tanh([Ad]::MatMul($x, $weights.w1) + $weights.b1)
    [Ad]::LogSoftmax([Ad]::MatMul($h, $weights.w2) + $weights.b2)
}
$loss = New-AdFunction -Name loss {
    param($weights, $x, $species)
    $scores = & $network $weights $x
    -[Ad]::Mean([Ad]::Sum([Ad]::OneHot($species, 3) * $scores, 1))
}
$gradient = $loss | Get-AdGradient -Parameter weights -WithValue

# One step is one compiled call: loss, gradient and update together.
$step = New-AdFunction -Name step {
    param($weights, $velocity, $x, $species, $rate)
    $r = $gradient.Invoke($weights, $x, $species)
    $next = @{}
    $moving = @{}
    foreach ($name in $weights.Keys) {
        $moving[$name] = 0.9 * $velocity[$name] + $r.Gradient[$name]
        $next[$name] = $weights[$name] - $rate * $moving[$name]
    }
    $next, $moving, $r.Value
}
$accuracy = New-AdFunction -Name accuracy {
    param($weights, $x, $species)
    [Ad]::Mean([Ad]::Equal([Ad]::ArgMax((& $network $weights $x), 1), $species))
}

$keys = [Ad]::RandomSplit([Ad]::RandomKey(0))
$weights = @{
    w1 = 0.3 * [Ad]::RandomNormal($keys[0], @(4, $Hidden)); b1 = [Ad]::Zeros(@($Hidden), 'f64')
    w2 = 0.3 * [Ad]::RandomNormal($keys[1], @($Hidden, 3)); b2 = [Ad]::Zeros(@(3), 'f64')
}
$velocity = @{}
foreach ($name in $weights.Keys) { $velocity[$name] = [Ad]::ZerosLike($weights[$name]) }

for ($i = 0; $i -lt $Steps; $i++) {
    $weights, $velocity, $value = Invoke-AdCompiled -Backend $Backend $step $weights $velocity $x $species $Rate -Donate weights, velocity
    if ($i % 50 -eq 0) { 'step {0,4}  loss {1:F5}' -f $i, $value }
}
'step {0,4}  loss {1:F5}' -f $Steps, (Invoke-AdCompiled -Backend $Backend $loss $weights $x $species)

$share = Invoke-AdCompiled -Backend $Backend $accuracy $weights $x $species
'accuracy {0:F4}' -f $share
if ($share -lt 0.96) { throw "The accuracy is $share; at least 0.96 was expected." }
