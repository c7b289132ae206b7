using System.Reflection;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>The stable identifier of an error. All identifiers are declared here, each with its kind and meaning.</summary>
public sealed class ErrorId
{
    /// <summary>An argument is given twice, or two arguments exclude each other.</summary>
    public static readonly ErrorId AmbiguousArgument = new(ErrorKind.InvalidArgument, "An argument is given twice, or two arguments exclude each other.");
    /// <summary>A path matches several files where one is needed.</summary>
    public static readonly ErrorId AmbiguousPath = new(ErrorKind.InvalidArgument, "A path matches several files where one is needed.");
    /// <summary>A tensor that does not have exactly one element is used as a condition.</summary>
    public static readonly ErrorId AmbiguousTruth = new(ErrorKind.InvalidOperation, "A tensor that does not have exactly one element is used as a condition.");
    /// <summary>An array is the left operand of an operator, and a tensor or traced value is the right one.</summary>
    public static readonly ErrorId ArrayOnTheLeft = new(ErrorKind.InvalidOperation, "An array is the left operand of an operator, and a tensor or traced value is the right one.");
    /// <summary>A boolean is used as an index.</summary>
    public static readonly ErrorId BooleanIndex = new(ErrorKind.InvalidArgument, "A boolean is used as an index.");
    /// <summary>A class is defined inside code that is traced.</summary>
    public static readonly ErrorId ClassInside = new(ErrorKind.InvalidOperation, "A class is defined inside code that is traced.");
    /// <summary>There is no command of the given name.</summary>
    public static readonly ErrorId CommandNotFound = new(ErrorKind.ObjectNotFound, "There is no command of the given name.");
    /// <summary>An argument's dtype is not the one that a program takes.</summary>
    public static readonly ErrorId DTypeMismatch = new(ErrorKind.InvalidData, "An argument's dtype is not the one that a program takes.");
    /// <summary>A tensor was deleted or donated and has no elements.</summary>
    public static readonly ErrorId Deleted = new(ErrorKind.InvalidOperation, "A tensor was deleted or donated and has no elements.");
    /// <summary>A number cannot be represented in the type that it is converted to.</summary>
    public static readonly ErrorId DoesNotFit = new(ErrorKind.InvalidData, "A number cannot be represented in the type that it is converted to.");
    /// <summary>One tensor is donated by two arguments.</summary>
    public static readonly ErrorId DonatedTwice = new(ErrorKind.InvalidArgument, "One tensor is donated by two arguments.");
    /// <summary>A plugin cannot be downloaded.</summary>
    public static readonly ErrorId DownloadFailed = new(ErrorKind.ResourceUnavailable, "A plugin cannot be downloaded.");
    /// <summary>A reduction that needs at least one element is applied to an empty axis.</summary>
    public static readonly ErrorId EmptyReduction = new(ErrorKind.InvalidArgument, "A reduction that needs at least one element is applied to an empty axis.");
    /// <summary>A traced value is used outside the function in which it was traced.</summary>
    public static readonly ErrorId EscapedTracer = new(ErrorKind.InvalidOperation, "A traced value is used outside the function in which it was traced.");
    /// <summary>An index is not an integer.</summary>
    public static readonly ErrorId FloatingIndex = new(ErrorKind.InvalidType, "An index is not an integer.");
    /// <summary>A function comes from another session, and its code was not transferred.</summary>
    public static readonly ErrorId ForeignFunction = new(ErrorKind.InvalidOperation, "A function comes from another session, and its code was not transferred.");
    /// <summary>A function must be traced, and its script block belongs to another runspace.</summary>
    public static readonly ErrorId ForeignThread = new(ErrorKind.InvalidOperation, "A function must be traced, and its script block belongs to another runspace.");
    /// <summary>A file does not have the expected SHA-256.</summary>
    public static readonly ErrorId HashMismatch = new(ErrorKind.SecurityError, "A file does not have the expected SHA-256.");
    /// <summary>A script assigns to an element of a tensor.</summary>
    public static readonly ErrorId Immutable = new(ErrorKind.InvalidOperation, "A script assigns to an element of a tensor.");
    /// <summary>An imported program is used where a traced graph is needed.</summary>
    public static readonly ErrorId ImportedProgram = new(ErrorKind.InvalidOperation, "An imported program is used where a traced graph is needed.");
    /// <summary>A constant index is out of range.</summary>
    public static readonly ErrorId IndexOutOfRange = new(ErrorKind.InvalidArgument, "A constant index is out of range.");
    /// <summary>An address is not https.</summary>
    public static readonly ErrorId InsecureUri = new(ErrorKind.SecurityError, "An address is not https.");
    /// <summary>An archive is damaged, or contains unsafe entries.</summary>
    public static readonly ErrorId InvalidArchive = new(ErrorKind.InvalidData, "An archive is damaged, or contains unsafe entries.");
    /// <summary>An argument has a value that the operation does not accept.</summary>
    public static readonly ErrorId InvalidArgument = new(ErrorKind.InvalidArgument, "An argument has a value that the operation does not accept.");
    /// <summary>An axis is out of range, or given twice.</summary>
    public static readonly ErrorId InvalidAxis = new(ErrorKind.InvalidArgument, "An axis is out of range, or given twice.");
    /// <summary>Serialized data of another session cannot be read.</summary>
    public static readonly ErrorId InvalidCliXml = new(ErrorKind.InvalidData, "Serialized data of another session cannot be read.");
    /// <summary>A dtype is unknown, or the operation is not defined for it.</summary>
    public static readonly ErrorId InvalidDType = new(ErrorKind.InvalidType, "A dtype is unknown, or the operation is not defined for it.");
    /// <summary>The number of devices is out of range.</summary>
    public static readonly ErrorId InvalidDeviceCount = new(ErrorKind.InvalidArgument, "The number of devices is out of range.");
    /// <summary>A file is malformed, or exceeds a limit.</summary>
    public static readonly ErrorId InvalidFile = new(ErrorKind.InvalidData, "A file is malformed, or exceeds a limit.");
    /// <summary>The environment variable XLA_FLAGS contains a flag that XLA does not accept.</summary>
    public static readonly ErrorId InvalidFlags = new(ErrorKind.InvalidArgument, "The environment variable XLA_FLAGS contains a flag that XLA does not accept.");
    /// <summary>A format string cannot be read.</summary>
    public static readonly ErrorId InvalidFormat = new(ErrorKind.InvalidArgument, "A format string cannot be read.");
    /// <summary>An object cannot be used as an index.</summary>
    public static readonly ErrorId InvalidIndex = new(ErrorKind.InvalidType, "An object cannot be used as an index.");
    /// <summary>The key of a dictionary is not a string.</summary>
    public static readonly ErrorId InvalidKey = new(ErrorKind.InvalidData, "The key of a dictionary is not a string.");
    /// <summary>The types of the operands are not valid for the operation.</summary>
    public static readonly ErrorId InvalidOperand = new(ErrorKind.InvalidArgument, "The types of the operands are not valid for the operation.");
    /// <summary>The operation is not possible here.</summary>
    public static readonly ErrorId InvalidOperation = new(ErrorKind.InvalidOperation, "The operation is not possible here.");
    /// <summary>A path does not belong to the file system.</summary>
    public static readonly ErrorId InvalidPath = new(ErrorKind.InvalidArgument, "A path does not belong to the file system.");
    /// <summary>A file is not a valid PJRT plugin.</summary>
    public static readonly ErrorId InvalidPlugin = new(ErrorKind.InvalidData, "A file is not a valid PJRT plugin.");
    /// <summary>The record of installed plugins is damaged.</summary>
    public static readonly ErrorId InvalidRecord = new(ErrorKind.InvalidData, "The record of installed plugins is damaged.");
    /// <summary>A shape is not valid, or does not match the number of elements.</summary>
    public static readonly ErrorId InvalidShape = new(ErrorKind.InvalidArgument, "A shape is not valid, or does not match the number of elements.");
    /// <summary>A start, limit or stride is out of range.</summary>
    public static readonly ErrorId InvalidSlice = new(ErrorKind.InvalidArgument, "A start, limit or stride is out of range.");
    /// <summary>An Einsum specification cannot be read, or does not fit the operands.</summary>
    public static readonly ErrorId InvalidSpecification = new(ErrorKind.InvalidArgument, "An Einsum specification cannot be read, or does not fit the operands.");
    /// <summary>A structure is nested too deeply, or cannot be written to a file.</summary>
    public static readonly ErrorId InvalidTree = new(ErrorKind.InvalidData, "A structure is nested too deeply, or cannot be written to a file.");
    /// <summary>An address is not absolute.</summary>
    public static readonly ErrorId InvalidUri = new(ErrorKind.InvalidArgument, "An address is not absolute.");
    /// <summary>break or continue left a script block that was being traced.</summary>
    public static readonly ErrorId LeftBlock = new(ErrorKind.InvalidOperation, "break or continue left a script block that was being traced.");
    /// <summary>An argument without a default is missing.</summary>
    public static readonly ErrorId MissingArgument = new(ErrorKind.InvalidArgument, "An argument without a default is missing.");
    /// <summary>An object does not have a property that is needed.</summary>
    public static readonly ErrorId MissingProperty = new(ErrorKind.InvalidData, "An object does not have a property that is needed.");
    /// <summary>Only XLA can run this program.</summary>
    public static readonly ErrorId NeedsXla = new(ErrorKind.NotInstalled, "Only XLA can run this program.");
    /// <summary>A function returns no auxiliary results.</summary>
    public static readonly ErrorId NoAuxiliary = new(ErrorKind.InvalidArgument, "A function returns no auxiliary results.");
    /// <summary>A .NET method has no equivalent for traced values.</summary>
    public static readonly ErrorId NoEqual = new(ErrorKind.InvalidOperation, "A .NET method has no equivalent for traced values.");
    /// <summary>A function has no forward-mode derivative.</summary>
    public static readonly ErrorId NoForwardMode = new(ErrorKind.InvalidOperation, "A function has no forward-mode derivative.");
    /// <summary>No function was given.</summary>
    public static readonly ErrorId NoFunction = new(ErrorKind.InvalidArgument, "No function was given.");
    /// <summary>The code declares no parameters.</summary>
    public static readonly ErrorId NoParameters = new(ErrorKind.InvalidArgument, "The code declares no parameters.");
    /// <summary>No PJRT plugin is installed.</summary>
    public static readonly ErrorId NoPlugin = new(ErrorKind.NotInstalled, "No PJRT plugin is installed.");
    /// <summary>A function returned no number.</summary>
    public static readonly ErrorId NoResult = new(ErrorKind.InvalidOperation, "A function returned no number.");
    /// <summary>A loop of unknown length has no reverse-mode derivative.</summary>
    public static readonly ErrorId NoReverseMode = new(ErrorKind.InvalidOperation, "A loop of unknown length has no reverse-mode derivative.");
    /// <summary>The user has no home folder.</summary>
    public static readonly ErrorId NoUserFolder = new(ErrorKind.ResourceUnavailable, "The user has no home folder.");
    /// <summary>A condition or another operation needs a number that is not known while the function is traced.</summary>
    public static readonly ErrorId NoValue = new(ErrorKind.InvalidOperation, "A condition or another operation needs a number that is not known while the function is traced.");
    /// <summary>A path leads to a folder, pipe, device or socket where a file is needed.</summary>
    public static readonly ErrorId NotAFile = new(ErrorKind.InvalidArgument, "A path leads to a folder, pipe, device or socket where a file is needed.");
    /// <summary>A command is not a function written in PowerShell.</summary>
    public static readonly ErrorId NotAFunction = new(ErrorKind.InvalidType, "A command is not a function written in PowerShell.");
    /// <summary>A number, an array of numbers or a tensor was expected.</summary>
    public static readonly ErrorId NotANumber = new(ErrorKind.InvalidType, "A number, an array of numbers or a tensor was expected.");
    /// <summary>An action that cannot be traced occurs while a function is traced.</summary>
    public static readonly ErrorId NotAnOperation = new(ErrorKind.InvalidOperation, "An action that cannot be traced occurs while a function is traced.");
    /// <summary>A script block was expected.</summary>
    public static readonly ErrorId NotCode = new(ErrorKind.InvalidType, "A script block was expected.");
    /// <summary>A variable that a function reads holds an object whose state cannot be compared.</summary>
    public static readonly ErrorId NotComparable = new(ErrorKind.InvalidOperation, "A variable that a function reads holds an object whose state cannot be compared.");
    /// <summary>A traced value is given where a number must be known while tracing.</summary>
    public static readonly ErrorId NotConcrete = new(ErrorKind.InvalidOperation, "A traced value is given where a number must be known while tracing.");
    /// <summary>A shape depends on a traced value.</summary>
    public static readonly ErrorId NotConstant = new(ErrorKind.InvalidOperation, "A shape depends on a traced value.");
    /// <summary>A parameter or result has a type without derivatives.</summary>
    public static readonly ErrorId NotDifferentiable = new(ErrorKind.InvalidArgument, "A parameter or result has a type without derivatives.");
    /// <summary>An operation makes a NaN or an infinity, and calls are checked for that.</summary>
    public static readonly ErrorId NotFinite = new(ErrorKind.InvalidOperation, "An operation makes a NaN or an infinity, and calls are checked for that.");
    /// <summary>A plugin is not installed.</summary>
    public static readonly ErrorId NotInstalled = new(ErrorKind.ObjectNotFound, "A plugin is not installed.");
    /// <summary>A primitive that is not linear has no transpose.</summary>
    public static readonly ErrorId NotLinear = new(ErrorKind.InvalidOperation, "A primitive that is not linear has no transpose.");
    /// <summary>One number is needed, but there are several.</summary>
    public static readonly ErrorId NotScalar = new(ErrorKind.InvalidArgument, "One number is needed, but there are several.");
    /// <summary>A combination is not supported.</summary>
    public static readonly ErrorId NotSupported = new(ErrorKind.InvalidOperation, "A combination is not supported.");
    /// <summary>No parameter can be differentiated.</summary>
    public static readonly ErrorId NothingToDifferentiate = new(ErrorKind.InvalidArgument, "No parameter can be differentiated.");
    /// <summary>No argument is mapped over.</summary>
    public static readonly ErrorId NothingToMap = new(ErrorKind.InvalidArgument, "No argument is mapped over.");
    /// <summary>No argument is divided among devices.</summary>
    public static readonly ErrorId NothingToShard = new(ErrorKind.InvalidArgument, "No argument is divided among devices.");
    /// <summary>$null is given where a value is needed.</summary>
    public static readonly ErrorId NullArgument = new(ErrorKind.InvalidData, "$null is given where a value is needed.");
    /// <summary>A result does not fit into memory.</summary>
    public static readonly ErrorId OutOfMemory = new(ErrorKind.LimitsExceeded, "A result does not fit into memory.");
    /// <summary>A validation attribute rejects an argument.</summary>
    public static readonly ErrorId ParameterArgumentValidationError = new(ErrorKind.InvalidData, "A validation attribute rejects an argument.");
    /// <summary>A file does not exist.</summary>
    public static readonly ErrorId PathNotFound = new(ErrorKind.ObjectNotFound, "A file does not exist.");
    /// <summary>XLA's plugin reports an error.</summary>
    public static readonly ErrorId Pjrt = new(ErrorKind.InvalidResult, "XLA's plugin reports an error.");
    /// <summary>The plugin's file does not exist.</summary>
    public static readonly ErrorId PluginNotFound = new(ErrorKind.ObjectNotFound, "The plugin's file does not exist.");
    /// <summary>A plugin was found that the user has not trusted yet.</summary>
    public static readonly ErrorId PluginNotTrusted = new(ErrorKind.SecurityError, "A plugin was found that the user has not trusted yet.");
    /// <summary>The process is exiting, so XLA cannot be called.</summary>
    public static readonly ErrorId ProcessEnding = new(ErrorKind.OperationStopped, "The process is exiting, so XLA cannot be called.");
    /// <summary>The rows of a nested array differ in length or depth.</summary>
    public static readonly ErrorId RaggedArray = new(ErrorKind.InvalidData, "The rows of a nested array differ in length or depth.");
    /// <summary>A file cannot be read.</summary>
    public static readonly ErrorId ReadFailed = new(ErrorKind.ReadError, "A file cannot be read.");
    /// <summary>Shapes are incompatible.</summary>
    public static readonly ErrorId ShapeMismatch = new(ErrorKind.InvalidData, "Shapes are incompatible.");
    /// <summary>The structures of two trees differ.</summary>
    public static readonly ErrorId StructureMismatch = new(ErrorKind.InvalidData, "The structures of two trees differ.");
    /// <summary>A function calls itself too many times.</summary>
    public static readonly ErrorId TooDeep = new(ErrorKind.LimitsExceeded, "A function calls itself too many times.");
    /// <summary>A tensor has more elements than an array can hold.</summary>
    public static readonly ErrorId TooLarge = new(ErrorKind.LimitsExceeded, "A tensor has more elements than an array can hold.");
    /// <summary>A call evaluates more conditions than a path can hold.</summary>
    public static readonly ErrorId TooManyConditions = new(ErrorKind.LimitsExceeded, "A call evaluates more conditions than a path can hold.");
    /// <summary>There are more indices than axes.</summary>
    public static readonly ErrorId TooManyIndices = new(ErrorKind.InvalidArgument, "There are more indices than axes.");
    /// <summary>A loop has not ended within its maximum number of iterations.</summary>
    public static readonly ErrorId TooManyIterations = new(ErrorKind.LimitsExceeded, "A loop has not ended within its maximum number of iterations.");
    /// <summary>A program has more operations than the backend accepts, or traced code has more than are traced.</summary>
    public static readonly ErrorId TooManyOperations = new(ErrorKind.LimitsExceeded, "A program has more operations than the backend accepts, or traced code has more than are traced.");
    /// <summary>A conversion or another operation needs the numbers of a traced value.</summary>
    public static readonly ErrorId TracedCast = new(ErrorKind.InvalidType, "A conversion or another operation needs the numbers of a traced value.");
    /// <summary>Code is made of the text of traced values.</summary>
    public static readonly ErrorId TracedCode = new(ErrorKind.InvalidOperation, "Code is made of the text of traced values.");
    /// <summary>A traced value is converted to text.</summary>
    public static readonly ErrorId TracedText = new(ErrorKind.InvalidOperation, "A traced value is converted to text.");
    /// <summary>The type of a traced value is compared with a type of numbers.</summary>
    public static readonly ErrorId TypeOfValue = new(ErrorKind.InvalidOperation, "The type of a traced value is compared with a type of numbers.");
    /// <summary>There is no backend of the given name.</summary>
    public static readonly ErrorId UnknownBackend = new(ErrorKind.InvalidArgument, "There is no backend of the given name.");
    /// <summary>There is no device of the given name.</summary>
    public static readonly ErrorId UnknownDevice = new(ErrorKind.InvalidArgument, "There is no device of the given name.");
    /// <summary>The function has no parameter of the given name.</summary>
    public static readonly ErrorId UnknownParameter = new(ErrorKind.InvalidArgument, "The function has no parameter of the given name.");
    /// <summary>A file is not a known plugin, and no hash is given.</summary>
    public static readonly ErrorId UnknownPlugin = new(ErrorKind.SecurityError, "A file is not a known plugin, and no hash is given.");
    /// <summary>The function has no result of the given name.</summary>
    public static readonly ErrorId UnknownResult = new(ErrorKind.InvalidArgument, "The function has no result of the given name.");
    /// <summary>A folder or file can be changed by others.</summary>
    public static readonly ErrorId UnsafeFolder = new(ErrorKind.SecurityError, "A folder or file can be changed by others.");
    /// <summary>The plugin lacks a function that is needed.</summary>
    public static readonly ErrorId UnsupportedPlugin = new(ErrorKind.NotImplemented, "The plugin lacks a function that is needed.");
    /// <summary>A file cannot be written.</summary>
    public static readonly ErrorId WriteFailed = new(ErrorKind.WriteError, "A file cannot be written.");
    /// <summary>The number of arguments is wrong.</summary>
    public static readonly ErrorId WrongArgumentCount = new(ErrorKind.InvalidArgument, "The number of arguments is wrong.");
    /// <summary>The number of results differs from the number of names or axes.</summary>
    public static readonly ErrorId WrongResultCount = new(ErrorKind.InvalidArgument, "The number of results differs from the number of names or axes.");

    ErrorId(ErrorKind kind, string meaning, [CallerMemberName] string name = "") => (Kind, Meaning, Name) = (kind, meaning, name);

    /// <summary>All identifiers, sorted by name.</summary>
    public static IReadOnlyList<ErrorId> All { get; } = [.. typeof(ErrorId).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<ErrorId>().OrderBy(id => id.Name, StringComparer.Ordinal)];

    /// <summary>The name, such as <c>ShapeMismatch</c>.</summary>
    public string Name { get; }

    /// <summary>The kind.</summary>
    public ErrorKind Kind { get; }

    /// <summary>What the error means.</summary>
    public string Meaning { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
