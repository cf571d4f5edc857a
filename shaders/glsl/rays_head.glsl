#version 430
// Before the field's own functions, which count the turns of their searches for near kernels here.
int search_turns = 0;
