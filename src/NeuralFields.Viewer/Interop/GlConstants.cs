namespace NeuralFields.Viewer.Interop;

/// <summary>The constants of OpenGL that are used, by their own names.</summary>
internal static class GlConstants
{
    public const uint GL_TRIANGLES = 0x0004;
    public const uint GL_ONE = 1;
    public const uint GL_ONE_MINUS_SRC_ALPHA = 0x0303;
    public const uint GL_BLEND = 0x0BE2;
    public const uint GL_SCISSOR_TEST = 0x0C11;
    public const uint GL_UNPACK_ALIGNMENT = 0x0CF5;
    public const uint GL_PACK_ALIGNMENT = 0x0D05;
    public const uint GL_TEXTURE_2D = 0x0DE1;
    public const uint GL_TEXTURE_3D = 0x806F;
    public const uint GL_UNSIGNED_BYTE = 0x1401;
    public const uint GL_FLOAT = 0x1406;
    public const uint GL_RED = 0x1903;
    public const uint GL_RGBA = 0x1908;
    public const uint GL_VENDOR = 0x1F00;
    public const uint GL_RENDERER = 0x1F01;
    public const uint GL_VERSION = 0x1F02;
    public const int GL_NEAREST = 0x2600;
    public const int GL_LINEAR = 0x2601;
    public const uint GL_TEXTURE_MAG_FILTER = 0x2800;
    public const uint GL_TEXTURE_MIN_FILTER = 0x2801;
    public const uint GL_TEXTURE_WRAP_S = 0x2802;
    public const uint GL_TEXTURE_WRAP_T = 0x2803;
    public const uint GL_TEXTURE_WRAP_R = 0x8072;
    public const uint GL_COLOR_BUFFER_BIT = 0x4000;
    public const int GL_RGBA8 = 0x8058;
    public const int GL_CLAMP_TO_EDGE = 0x812F;
    public const uint GL_MAJOR_VERSION = 0x821B;
    public const uint GL_MINOR_VERSION = 0x821C;
    public const uint GL_TEXTURE0 = 0x84C0;
    public const int GL_RGBA32F = 0x8814;
    public const int GL_R32F = 0x822E;
    public const uint GL_STATIC_DRAW = 0x88E4;
    public const uint GL_FRAGMENT_SHADER = 0x8B30;
    public const uint GL_VERTEX_SHADER = 0x8B31;
    public const uint GL_COMPILE_STATUS = 0x8B81;
    public const uint GL_LINK_STATUS = 0x8B82;
    public const uint GL_READ_FRAMEBUFFER = 0x8CA8;
    public const uint GL_FRAMEBUFFER = 0x8D40;
    public const uint GL_COLOR_ATTACHMENT0 = 0x8CE0;
    public const uint GL_BACK = 0x0405;
    public const uint GL_SHADER_STORAGE_BUFFER = 0x90D2;
    public const uint GL_MAX_SHADER_STORAGE_BLOCK_SIZE = 0x90DE;
}
