namespace Autodiff.StableHlo;

/// <summary>What a piece of MLIR text is.</summary>
enum MlirKind
{
    /// <summary>The end of the text.</summary>
    End,
    /// <summary>A keyword, or the name of an operation or attribute: <c>stablehlo.add</c>.</summary>
    Word,
    /// <summary>A value: <c>%arg0</c>.</summary>
    Value,
    /// <summary>A symbol: <c>@main</c>.</summary>
    Symbol,
    /// <summary>A block, <c>^bb0</c>; an attribute or its alias, <c>#loc1</c>; a type or its alias, <c>!stablehlo.token</c>.</summary>
    Sigil,
    /// <summary>Text between quotation marks, which belong to it.</summary>
    Text,
    /// <summary>A number.</summary>
    Number,
    /// <summary>The arrow, <c>-&gt;</c>.</summary>
    Arrow,
    /// <summary>A bracket, or another mark of one character.</summary>
    Mark,
}

/// <summary>A piece of MLIR text: where it is.</summary>
readonly record struct MlirToken(MlirKind Kind, int Start, int Length, int Line);
