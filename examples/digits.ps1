# A small convolutional network that reads handwritten digits (1,797 images of 8×8 pixels, UCI), trained by Adam; one image in five is held out.
param([int] $Epochs = 20, [int] $Batch = 64, [double] $Rate = 0.004, [int] $Seed = 1)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../Autodiff.psd1"

$rows = Import-Csv "$PSScriptRoot/data/digits.csv"
$count = $rows.Count
$pixels = $rows | ConvertTo-AdTensor -Property (0..63 | ForEach-Object { "pixel$_" }) -DType f32
$images = [Ad]::Reshape($pixels / 16, @(-1, 1, 8, 8))
$digits = $rows.digit | ConvertTo-AdTensor -DType i32

$key = [Ad]::RandomKey($Seed)
$order = [Ad]::RandomPermutation($key, $count)
$train = [int] ($count * 0.8)
$heldOut = $order[$train..($count - 1)]
$order = $order[0..($train - 1)]

$network = {
    param($w, $x)
    $h = [Ad]::Relu([Ad]::Conv2D($x, $w.filters) + [Ad]::Reshape($w.shift, @(-1, 1, 1)))
    $h = [Ad]::MaxPool2D($h, @(2, 2), @(2, 2))
    $h = [Ad]::Reshape($h, @(-1, 216))
    [Ad]::LogSoftmax([Ad]::MatMul($h, $w.weights) + $w.bias)
}
$loss = New-AdFunction -Name loss {
    param($w, $x, $digits)
    -[Ad]::Mean([Ad]::Sum([Ad]::OneHot($digits, 10) * (& $network $w $x), 1))
}
$gradient = $loss | Get-AdGradient -Parameter w -WithValue

# Adam (Kingma and Ba 2014), as one compiled step on a tree: the parameters, and the two moments of each.
$step = New-AdFunction -Name step {
    param($w, $m, $v, $t, $x, $digits, $rate)
    $r = $gradient.Invoke($w, $x, $digits)
    $nextW = @{}; $nextM = @{}; $nextV = @{}
    foreach ($name in $w.Keys) {
        $g = $r.Gradient[$name]
        $nextM[$name] = 0.9 * $m[$name] + 0.1 * $g
        $nextV[$name] = 0.999 * $v[$name] + 0.001 * $g * $g
        $rise = $nextM[$name] / (1 - [Ad]::Pow(0.9, $t))
        $nextW[$name] = $w[$name] - $rate * $rise / ([Ad]::Sqrt($nextV[$name] / (1 - [Ad]::Pow(0.999, $t))) + 1e-8)
    }
    $nextW, $nextM, $nextV, $r.Value
}
$accuracy = New-AdFunction -Name accuracy {
    param($w, $x, $digits)
    [Ad]::Mean([Ad]::Equal([Ad]::ArgMax((& $network $w $x), 1), $digits))
}

$keys = [Ad]::RandomSplit($key)
$w = @{
    filters = 0.3 * [Ad]::RandomNormal($keys[0], @(24, 1, 3, 3), 'f32'); shift = [Ad]::Zeros(@(24), 'f32')
    weights = 0.07 * [Ad]::RandomNormal($keys[1], @(216, 10), 'f32'); bias = [Ad]::Zeros(@(10), 'f32')
}
$m = @{}; $v = @{}
foreach ($name in $w.Keys) { $m[$name] = [Ad]::ZerosLike($w[$name]); $v[$name] = [Ad]::ZerosLike($w[$name]) }

$t = 0.0
for ($epoch = 1; $epoch -le $Epochs; $epoch++) {
    $shuffled = $order[[Ad]::RandomPermutation([Ad]::RandomFoldIn($key, $epoch), $train)]
    $sum = 0.0
    $batches = 0
    for ($from = 0; $from + $Batch -le $train; $from += $Batch) {
        $rows = $shuffled[$from..($from + $Batch - 1)]
        $t++
        $w, $m, $v, $value = Invoke-AdCompiled $step $w $m $v $t $images[$rows] $digits[$rows] $Rate
        $sum += $value
        $batches++
    }
    Write-Progress 'Training' "epoch $epoch of $Epochs" -PercentComplete (100 * $epoch / $Epochs)
    if ($epoch % 5 -eq 0) { 'epoch {0,3}  loss {1:F4}' -f $epoch, ($sum / $batches) }
}

$share = Invoke-AdCompiled $accuracy $w $images[$heldOut] $digits[$heldOut]
'accuracy on the {0} images held out: {1:F4}' -f $heldOut.Count, $share
if ($share -lt 0.97) { throw "The accuracy is $share; at least 0.97 was expected." }
