using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// The inputs and outputs of a compiled program, read from the program as XLA optimized it. This is the only place where a plugin reports the types of the arguments. It is an
/// HloModuleProtoWithConfig or an HloModuleProto (xla/service/hlo.proto), of which only the program shape is read.
/// </summary>
/// <param name="Inputs">The types of the arguments.</param>
/// <param name="Outputs">The types of the results.</param>
/// <param name="Donates">Whether a result may be written to the memory of an argument.</param>
/// <param name="Axes">
/// For a program for several devices: the axis along which each result is divided among them in order, or <see cref="Whole"/> or <see cref="Otherwise"/>.
/// </param>
sealed record PjrtProgramShape(TensorType[] Inputs, TensorType[] Outputs, bool Donates, int[] Axes)
{
    /// <summary>Each device has the whole result.</summary>
    public const int Whole = -1;

    /// <summary>The result is divided in another way than along one axis.</summary>
    public const int Otherwise = -2;

    /// <summary>Reads the shape of a program.</summary>
    /// <exception cref="PjrtException">The plugin does not report it.</exception>
    /// <exception cref="AdException">It has types that Autodiff does not support.</exception>
    public static unsafe PjrtProgramShape Of(PjrtExecutable executable)
    {
        using var held = executable.Hold();
        var api = executable.Api;
        var loaded = new GetExecutableArgs { LoadedExecutable = held.Pointer };
        api.Invoke(PjrtFunction.PJRT_LoadedExecutable_GetExecutable, ref loaded);
        try
        {
            var program = new ProgramStruct { StructSize = (nuint)sizeof(ProgramStruct) };
            var a = new OptimizedProgramArgs { Executable = loaded.Executable, Program = &program };
            // If there is no destination, it returns the size.
            api.Invoke(PjrtFunction.PJRT_Executable_OptimizedProgram, ref a);
            byte[] bytes = new byte[checked((int)program.CodeSize)];
            fixed (byte* p = bytes)
            {
                program.Code = p;
                api.Invoke(PjrtFunction.PJRT_Executable_OptimizedProgram, ref a);
            }
            // HloModuleProtoWithConfig: 1 hlo_module. HloModuleProto: 4 host_program_shape, 8 input_output_alias, 18 buffer_donor.
            bool hasConfig = PjrtApi.Text(program.Format, program.FormatSize) == "hlo_with_config";
            return Read(hasConfig ? Fields(bytes).First(f => f.Number == 1).Bytes : bytes);
        }
        finally
        {
            api.Destroy(PjrtFunction.PJRT_Executable_Destroy, loaded.Executable);
        }
    }

    static PjrtProgramShape Read(ReadOnlyMemory<byte> module)
    {
        // ProgramShapeProto: 1 parameters, 2 result.
        var shape = Fields(Fields(module).First(f => f.Number == 4).Bytes);
        bool donates = Fields(module).Any(f => f.Number is 8 or 18 && f.Bytes.Length > 0);
        var result = shape.First(f => f.Number == 2).Bytes;
        // ShapeProto: 2 element_type (13 is a tuple), 4 tuple_shapes.
        var parts = Fields(result).Any(f => f.Number == 2 && f.Value == 13) ? Fields(result).Where(f => f.Number == 4).Select(f => f.Bytes) : [result];
        var outputs = parts.Select((p, i) => Type(p, $"result {i}")).ToArray();
        return new([.. shape.Where(f => f.Number == 1).Select((f, i) => Type(f.Bytes, $"argument {i}"))], outputs, donates, Divisions(module, outputs.Length));
    }

    // HloModuleProto: 12 spmd_output_sharding. OpSharding (xla/xla_data.proto): 1 type, 5 tuple_shardings.
    static int[] Divisions(ReadOnlyMemory<byte> module, int outputs)
    {
        var all = Fields(module).Where(f => f.Number == 12).Select(f => Fields(f.Bytes)).FirstOrDefault();
        const int tuple = 2;
        var each = all is null ? [] : Number(all, 1) == tuple ? all.Where(f => f.Number == 5).Select(f => Fields(f.Bytes)).ToArray() : [all];
        return each.Length == outputs ? Array.ConvertAll(each, Axis) : [.. Enumerable.Repeat(all is null ? Whole : Otherwise, outputs)];
    }

    // OpSharding: 3 tile_assignment_dimensions, 4 tile_assignment_devices, 6 replicate_on_last_tile_dim, 9 iota_reshape_dims; with one dimension the devices are in order.
    static int Axis(List<Field> sharding)
    {
        const int replicated = 0, tiled = 3;
        if (Number(sharding, 1) == replicated) return Whole;
        int[] tiles = [.. Packed(sharding, 3).Select(d => (int)d)];
        bool isPlain = Number(sharding, 1) == tiled && Number(sharding, 6) == 0 && !Packed(sharding, 4).Any() && Packed(sharding, 9).Count() == 1;
        return isPlain && tiles.Count(t => t > 1) == 1 ? Array.FindIndex(tiles, t => t > 1) : Otherwise;
    }

    static long Number(List<Field> message, int field) => message.FirstOrDefault(f => f.Number == field).Value;

    // ShapeProto: 2 element_type, 3 dimensions, 5 layout { 1 minor_to_major }.
    static TensorType Type(ReadOnlyMemory<byte> shape, string what)
    {
        var fields = Fields(shape);
        long element = fields.FirstOrDefault(f => f.Number == 2).Value;
        var dtype = DType.All.FirstOrDefault(d => d.Xla == element) ?? throw new AdException($"The program's {what} has elements of XLA's type {element}; Autodiff has tensors of {string.Join(", ", DType.All)}.", ErrorId.InvalidFile);
        int[] dims = [.. Packed(fields, 3).Select(d => checked((int)d))];
        var layout = Packed(Fields(fields.FirstOrDefault(f => f.Number == 5).Bytes), 1).ToArray();
        if (!layout.SequenceEqual(Enumerable.Range(0, layout.Length).Select(i => (long)layout.Length - 1 - i))) throw new AdException($"The program's {what} has the layout {{{string.Join(",", layout)}}}; only row-major ones are accepted.", ErrorId.InvalidFile);
        return new(dtype, new(dims));
    }

    static IEnumerable<long> Packed(IEnumerable<Field> fields, int number) => fields.Where(f => f.Number == number).SelectMany(f => f.IsNumber ? [f.Value] : Numbers(f.Bytes));

    static List<long> Numbers(ReadOnlyMemory<byte> bytes)
    {
        var r = new List<long>();
        for (int at = 0; at < bytes.Length;) r.Add(Varint(bytes.Span, ref at));
        return r;
    }

    readonly record struct Field(int Number, bool IsNumber, long Value, ReadOnlyMemory<byte> Bytes);

    static List<Field> Fields(ReadOnlyMemory<byte> message)
    {
        var r = new List<Field>();
        var span = message.Span;
        for (int at = 0; at < span.Length;)
        {
            long tag = Varint(span, ref at);
            int number = (int)(tag >> 3), length = (int)(tag & 7) switch { 1 => 8, 5 => 4, 2 => checked((int)Varint(span, ref at)), _ => 0 };
            if ((tag & 7) == 0) r.Add(new(number, true, Varint(span, ref at), default));
            else if ((tag & 7) == 5) r.Add(new(number, true, BinaryPrimitives.ReadInt32LittleEndian(span[at..]), default));
            else r.Add(new(number, false, 0, message.Slice(at, length)));
            at += length;
        }
        return r;
    }

    static long Varint(ReadOnlySpan<byte> span, ref int at)
    {
        ulong r = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = span[at++];
            r |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return unchecked((long)r);
        }
    }
}

/// <summary>PJRT_Executable_OptimizedProgram_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Executable_OptimizedProgram_Args")]
unsafe struct OptimizedProgramArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Executable;
    public ProgramStruct* Program;
}
