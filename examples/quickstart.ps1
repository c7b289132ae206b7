# A function; its value, first and second derivative; compiled; mapped; a tree of parameters.
Import-Module "$PSScriptRoot/../Autodiff.psd1"

'-- a function and its derivatives'
$f = New-AdFunction -Name f { param($x) [Ad]::Sin($x) * $x }
$gradient = $f | Get-AdGradient
$second = $gradient | Get-AdGradient
"f(0.5)   = $(Invoke-AdCompiled $f 0.5)"
"f'(0.5)  = $(Invoke-AdCompiled $gradient 0.5)"
"f''(0.5) = $(Invoke-AdCompiled $second 0.5)"

'-- a stream of numbers through the compiled gradient'
0..4 | ForEach-Object { $_ / 2 } | Invoke-AdCompiled $gradient

'-- all of them at once'
$x = [Ad]::Linspace(0, 2, 5)
$f | Get-AdGradient | Get-AdVmap | Invoke-AdCompiled -ArgumentList $x

'-- what was traced'
$f | Get-AdGraph

'-- a tree of parameters: the gradient comes back in its structure'
$loss = New-AdFunction -Name loss {
    param($model, $x, $y)
    $error = [Ad]::MatMul($x, $model.weights) + $model.bias - $y
    [Ad]::Mean([Ad]::Square($error))
}
$model = @{ weights = @(0.0, 0.0); bias = 0.0 }
$data = @(@(1.0, 2.0), @(3.0, 4.0), @(5.0, 7.0))
$target = @(1.0, 2.0, 3.0)
$r = $loss | Get-AdGradient -Parameter model -WithValue | Invoke-AdCompiled -ArgumentList $model, $data, $target
"loss              = $($r.Value)"
"d loss / d weights = $($r.Gradient.weights)"
"d loss / d bias    = $($r.Gradient.bias)"
