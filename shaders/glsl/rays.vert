#version 330 core
// One triangle around a viewport four times the target's size, of which the target is a corner. The triangle needs no
// clipping and has no edge inside the target: where a block of fragments is cut by an edge, some drivers (llvmpipe) read
// parameters by the counters of a lane that does not run.
void main()
{
    gl_Position = vec4(gl_VertexID == 1 ? 1.0 : -1.0, gl_VertexID == 2 ? 1.0 : -1.0, 0.0, 1.0);
}
