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
            var module = new Protobuf.Reader(bytes);
            return Read(hasConfig ? module.Message(1) : module);
        }
        finally
        {
            api.Destroy(PjrtFunction.PJRT_Executable_Destroy, loaded.Executable);
        }
    }

    static PjrtProgramShape Read(Protobuf.Reader module)
    {
        // ProgramShapeProto: 1 parameters, 2 result.
        var shape = module.Message(4);
        var result = shape.Message(2);
        // ShapeProto: 2 element_type, 4 tuple_shapes.
        const int tuple = 13;
        Protobuf.Reader[] parts = result.Number(2) == tuple ? [.. result.Messages(4)] : [result];
        var outputs = parts.Select((p, i) => Type(p, $"result {i}")).ToArray();
        return new([.. shape.Messages(1).Select((p, i) => Type(p, $"argument {i}"))], outputs, module.HasContent(8) || module.HasContent(18), Divisions(module, outputs.Length));
    }

    // HloModuleProto: 12 spmd_output_sharding. OpSharding (xla/xla_data.proto): 1 type, 5 tuple_shardings.
    static int[] Divisions(Protobuf.Reader module, int outputs)
    {
        const int tuple = 2;
        var all = module.Messages(12).FirstOrDefault();
        Protobuf.Reader[] each = all is null ? [] : all.Number(1) == tuple ? [.. all.Messages(5)] : [all];
        return each.Length == outputs ? Array.ConvertAll(each, Axis) : [.. Enumerable.Repeat(all is null ? Whole : Otherwise, outputs)];
    }

    // OpSharding: 3 tile_assignment_dimensions, 4 tile_assignment_devices, 6 replicate_on_last_tile_dim, 9 iota_reshape_dims; with one dimension the devices are in order.
    static int Axis(Protobuf.Reader sharding)
    {
        const int replicated = 0, tiled = 3;
        if (sharding.Number(1) == replicated) return Whole;
        int[] tiles = [.. sharding.Numbers(3).Select(d => (int)d)];
        bool isPlain = sharding.Number(1) == tiled && sharding.Number(6) == 0 && !sharding.Numbers(4).Any() && sharding.Numbers(9).Count() == 1;
        return isPlain && tiles.Count(t => t > 1) == 1 ? Array.FindIndex(tiles, t => t > 1) : Otherwise;
    }

    // ShapeProto: 2 element_type, 3 dimensions, 5 layout { 1 minor_to_major }.
    static TensorType Type(Protobuf.Reader shape, string what)
    {
        long element = shape.Number(2);
        var dtype = DType.All.FirstOrDefault(d => d.Xla == element) ?? throw new AdException($"The program's {what} has the XLA element type {element}; expected one of {string.Join(", ", DType.All)}.", ErrorId.InvalidFile);
        int[] dims = [.. shape.Numbers(3).Select(d => checked((int)d))];
        long[] layout = [.. shape.Message(5).Numbers(1)];
        if (!layout.SequenceEqual(Enumerable.Range(0, layout.Length).Select(i => (long)layout.Length - 1 - i))) throw new AdException($"The program's {what} has the layout {{{string.Join(",", layout)}}}; expected a row-major layout.", ErrorId.InvalidFile);
        return new(dtype, new(dims));
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
