#pragma warning disable CS1591 // the names are those on the keys
namespace NeuralFields.Viewer;

/// <summary>Keys by their places on a US keyboard; letters and digits are their ASCII codes, as in GLFW.</summary>
public enum Key
{
    None = 0,
    Space = 32,
    Comma = 44,
    Minus = 45,
    Period = 46,
    D0 = 48, D1, D2, D3, D4, D5, D6, D7, D8, D9,
    Equal = 61,
    A = 65, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z,
    LeftBracket = 91,
    RightBracket = 93,
    Escape = 256,
    Enter = 257,
    Tab = 258,
    Right = 262, Left, Down, Up,
    PageUp = 266, PageDown, Home, End,
    F1 = 290, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12,
}
