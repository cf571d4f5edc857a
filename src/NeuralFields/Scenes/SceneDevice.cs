namespace NeuralFields.Scenes;

/// <summary>How a fit uses the device that it runs on.</summary>
/// <param name="LocalMemoryLimit">Bytes of local memory that a group of work-items may take; null for no limit.</param>
/// <param name="WorkGroupLimit">Work-items that a group may have; null for no limit.</param>
/// <param name="MemoryLimit">Bytes of the device's memory that may be taken; null for no limit.</param>
/// <param name="HalfTables">Whether tables of grids are read from a copy in half precision.</param>
public sealed record SceneDevice(
    long? LocalMemoryLimit = null, int? WorkGroupLimit = null, long? MemoryLimit = null, bool HalfTables = false);
