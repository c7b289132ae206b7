using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Benchmarks.Xla;

/// <summary>A StableHLO program, called as directly as PJRT allows: function pointers, arguments on the device, results that stay there and are destroyed.</summary>
sealed unsafe partial class RawProgram
{
    readonly delegate* unmanaged<ExecuteArgs*, nint> execute;
    readonly delegate* unmanaged<HandleArgs*, nint> await, destroyEvent, destroyBuffer;
    readonly PjrtExecutable executable;
    readonly nint program;
    readonly ExecuteOptions* options;
    readonly nint[] arguments, results;
    readonly int donated;

    /// <param name="client">The client that compiles and runs it.</param>
    /// <param name="text">The program.</param>
    /// <param name="x">The arguments, which are copied to the device once.</param>
    /// <param name="donated">The number of donated arguments. In the next run the first results take their place.</param>
    public RawProgram(PjrtClient client, string text, Tensor[] x, int donated)
    {
        this.donated = donated;
        var api = client.Api;
        execute = (delegate* unmanaged<ExecuteArgs*, nint>)api.Entry(PjrtFunction.PJRT_LoadedExecutable_Execute);
        await = (delegate* unmanaged<HandleArgs*, nint>)api.Entry(PjrtFunction.PJRT_Event_Await);
        destroyEvent = (delegate* unmanaged<HandleArgs*, nint>)api.Entry(PjrtFunction.PJRT_Event_Destroy);
        destroyBuffer = (delegate* unmanaged<HandleArgs*, nint>)api.Entry(PjrtFunction.PJRT_Buffer_Destroy);
        executable = client.Compile(Encoding.UTF8.GetBytes(Donating(text, donated)), CompileOptionsMessage.For(client.Devices[0].Id));
        program = executable.DangerousGetHandle();
        options = (ExecuteOptions*)NativeMemory.AllocZeroed((nuint)sizeof(ExecuteOptions));
        options->StructSize = (nuint)sizeof(ExecuteOptions);
        arguments = Array.ConvertAll(x, t => Detached(XlaArray.Copy(client, client.Devices[0], t)));
        results = new nint[executable.Outputs];
    }

    /// <summary>Runs it, waits for it, and destroys the results or makes them the arguments of the next run.</summary>
    public void Run()
    {
        nint done;
        fixed (nint* x = arguments, y = results)
        {
            nint* inputs = x, outputs = y;
            var a = new ExecuteArgs
            {
                StructSize = (nuint)sizeof(ExecuteArgs),
                Executable = program,
                Options = options,
                ArgumentLists = &inputs,
                NumDevices = 1,
                NumArgs = (nuint)arguments.Length,
                OutputLists = &outputs,
                DeviceCompleteEvents = &done,
            };
            Check(execute(&a));
        }
        var e = new HandleArgs { StructSize = (nuint)sizeof(HandleArgs), Handle = done };
        Check(await(&e));
        Check(destroyEvent(&e));
        for (int i = 0; i < donated; i++) (arguments[i], results[i]) = (results[i], arguments[i]);
        // A donated buffer has no memory any more, but is still an object.
        foreach (nint r in results)
        {
            var b = new HandleArgs { StructSize = (nuint)sizeof(HandleArgs), Handle = r };
            Check(destroyBuffer(&b));
        }
    }

    // From here on it is destroyed explicitly, or not at all.
    static nint Detached(PjrtBuffer buffer)
    {
        nint handle = buffer.DangerousGetHandle();
        buffer.SetHandleAsInvalid();
        return handle;
    }

    static void Check(nint error)
    {
        if (error != 0) throw new InvalidOperationException("PJRT reported an error.");
    }

    /// <summary>The program with its first arguments donated to its first results, in JAX's format.</summary>
    static string Donating(string text, int donated) => Argument().Replace(text, m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) is var i && i < donated ? $"{m.Value} {{tf.aliasing_output = {i} : i32}}" : m.Value, donated);

    [GeneratedRegex(@"%arg(\d+): tensor<[^>]*>")]
    private static partial Regex Argument();
}
