namespace Autodiff.Backends.Xla;

/// <summary>
/// The options of a compilation for PJRT: a CompileOptionsProto (xla/pjrt/proto/compile_options.proto and xla/xla_data.proto). There are few, so they are written
/// here instead of with a library.
/// </summary>
static class CompileOptionsMessage
{
    /// <summary>Options for devices that share the work. If there is more than one, XLA's partitioner divides it according to the annotations in the program.</summary>
    /// <param name="devices">The number of each device in the plugin, one for each partition.</param>
    public static byte[] For(params int[] devices)
    {
        // DeviceAssignmentProto: 1 replica_count, 2 computation_count, 3 computation_devices { 1 replica_device_ids }.
        var assignment = new Protobuf.Writer().Number(1, 1).Number(2, devices.Length);
        foreach (int d in devices) assignment.Nested(3, new Protobuf.Writer().Number(1, d));

        // ExecutableBuildOptionsProto: 1 device_ordinal, 4 num_replicas, 5 num_partitions, 6 use_spmd_partitioning, 9 device_assignment, 19 use_shardy_partitioner.
        var build = new Protobuf.Writer().Number(1, -1).Number(4, 1).Number(5, devices.Length);
        if (devices.Length > 1) build.Number(6, 1).Number(19, 1);
        build.Nested(9, assignment);

        // By default, XLA's minimum and maximum on a CPU ignore NaN. OptionOverrideProto: 2 bool_field; a map entry: 1 key, 2 value.
        var exact = new Protobuf.Writer().Text(1, "xla_cpu_enable_fast_min_max").Nested(2, new Protobuf.Writer().Number(2, 0));

        // CompileOptionsProto: 3 executable_build_options, 7 env_option_overrides.
        return new Protobuf.Writer().Nested(3, build).Nested(7, exact).ToArray();
    }
}
