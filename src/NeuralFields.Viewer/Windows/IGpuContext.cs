namespace NeuralFields.Viewer;

/// <summary>A context of OpenGL that is seen in no window.</summary>
public interface IGpuContext
{
    /// <summary>Makes it the context of the calling thread.</summary>
    void Enter();

    /// <summary>Leaves the calling thread without a context.</summary>
    void Leave();

    /// <summary>The address of a function of OpenGL; 0 where there is none.</summary>
    nint Function(string name);
}
