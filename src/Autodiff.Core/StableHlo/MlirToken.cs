namespace Autodiff.StableHlo;

/// <summary>The kind of a token of MLIR text.</summary>
enum MlirKind
{
    /// <summary>The end of the text.</summary>
    End,
    /// <summary>A keyword, or the name of an operation or attribute, such as <c>stablehlo.add</c>.</summary>
    Word,
    /// <summary>A value, such as <c>%arg0</c>.</summary>
    Value,
    /// <summary>A symbol, such as <c>@main</c>.</summary>
    Symbol,
    /// <summary>A block, <c>^bb0</c>; an attribute or its alias, <c>#loc1</c>; a type or its alias, <c>!stablehlo.token</c>.</summary>
    Sigil,
    /// <summary>A string, including its quotation marks.</summary>
    Text,
    /// <summary>A number.</summary>
    Number,
    /// <summary>The arrow, <c>-&gt;</c>.</summary>
    Arrow,
    /// <summary>A bracket, or another single character.</summary>
    Mark,
}

/// <summary>A token of MLIR text: its kind and position.</summary>
readonly record struct MlirToken(MlirKind Kind, int Start, int Length, int Line);
