namespace Autodiff;

/// <summary>The kind of an error. The names are those of PowerShell's error categories.</summary>
public enum ErrorKind
{
    /// <summary>An argument has an invalid value.</summary>
    InvalidArgument,
    /// <summary>Data do not match, or are damaged.</summary>
    InvalidData,
    /// <summary>The operation is not possible in this state.</summary>
    InvalidOperation,
    /// <summary>A called component reports an error.</summary>
    InvalidResult,
    /// <summary>Something is of the wrong type.</summary>
    InvalidType,
    /// <summary>A limit is exceeded.</summary>
    LimitsExceeded,
    /// <summary>Something is not supported.</summary>
    NotImplemented,
    /// <summary>Something must be installed first.</summary>
    NotInstalled,
    /// <summary>Something does not exist.</summary>
    ObjectNotFound,
    /// <summary>The operation was stopped.</summary>
    OperationStopped,
    /// <summary>Reading failed.</summary>
    ReadError,
    /// <summary>A resource is not available.</summary>
    ResourceUnavailable,
    /// <summary>Something is not trusted.</summary>
    SecurityError,
    /// <summary>Writing failed.</summary>
    WriteError,
}
