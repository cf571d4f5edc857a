namespace NeuralFields.Viewer.Interop;

/// <summary>The constants of GLFW that are used, by their own names.</summary>
internal static class GlfwConstants
{
    public const int GLFW_FALSE = 0;
    public const int GLFW_TRUE = 1;
    public const int GLFW_RELEASE = 0;
    public const int GLFW_VISIBLE = 0x00020004;
    public const int GLFW_CLIENT_API = 0x00022001;
    public const int GLFW_CONTEXT_VERSION_MAJOR = 0x00022002;
    public const int GLFW_CONTEXT_VERSION_MINOR = 0x00022003;
    public const int GLFW_OPENGL_FORWARD_COMPAT = 0x00022006;
    public const int GLFW_OPENGL_PROFILE = 0x00022008;
    public const int GLFW_OPENGL_CORE_PROFILE = 0x00032001;
    public const int GLFW_SCALE_TO_MONITOR = 0x0002200C;
    public const int GLFW_MOD_SHIFT = 0x0001;
    public const int GLFW_MOD_CONTROL = 0x0002;
    public const int GLFW_MOUSE_BUTTON_LEFT = 0;
    public const int GLFW_MOUSE_BUTTON_RIGHT = 1;
    public const int GLFW_MOUSE_BUTTON_MIDDLE = 2;
}
