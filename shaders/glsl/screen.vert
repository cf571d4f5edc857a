#version 330 core
// One triangle that covers the window; no buffer is read.
out vec2 place; // 0 to 1, y down as in pictures

void main()
{
    vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
    place = vec2(corner.x, -corner.y) * 0.5 + 0.5;
    gl_Position = vec4(corner, 0.0, 1.0);
}
