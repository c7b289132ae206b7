@{
  RootModule = 'bin/Autodiff.PowerShell.dll'
  ModuleVersion = '0.1.0'
  GUID = 'ca1e05a0-04df-4b9a-836f-7dbd52d1aa47'
  Author = 'The Autodiff authors'
  CompanyName = 'The Autodiff authors'
  Copyright = '(c) The Autodiff authors. MIT licence.'
  Description = 'Differentiates, batches and compiles script blocks: gradients, Jacobians, Hessians and vmap of ordinary PowerShell, in the pipeline.'

  CompatiblePSEditions = @('Core')
  PowerShellVersion = '7.6'

  CmdletsToExport = @(
    'New-AdFunction'
    'Get-AdGradient'
    'Get-AdJacobian'
    'Get-AdHessian'
    'Get-AdJvp'
    'Get-AdVjp'
    'Get-AdVmap'
    'Invoke-AdFunction'
    'Invoke-AdCompiled'
    'Get-AdGraph'
    'Export-AdFunction'
    'Import-AdFunction'
    'New-AdTensor'
    'ConvertTo-AdTensor'
    'ConvertFrom-AdTensor'
    'Get-AdRuntime'
    'Install-AdRuntime'
    'Uninstall-AdRuntime'
    'Get-AdDevice'
  )
  FunctionsToExport = @()
  AliasesToExport = @()
  VariablesToExport = @()

  FormatsToProcess = @('bin/Autodiff.Format.ps1xml')
  TypesToProcess = @('bin/Autodiff.Types.ps1xml')

  PrivateData = @{
    PSData = @{
      Tags = @('Autodiff', 'AutomaticDifferentiation', 'Gradient', 'Jacobian', 'Hessian', 'Tensor', 'MachineLearning', 'Optimization', 'JAX', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
    }
  }
}
