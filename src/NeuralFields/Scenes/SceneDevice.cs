namespace NeuralFields.Scenes;

/// <summary>How a fit uses the device that it runs on.</summary>
/// <param name="LocalMemoryLimit">Bytes of local memory that a group of work-items may take; null for no limit.</param>
/// <param name="HalfTables">Whether tables of grids are read from a copy in half precision.</param>
public sealed record SceneDevice(long? LocalMemoryLimit = null, bool HalfTables = false);
