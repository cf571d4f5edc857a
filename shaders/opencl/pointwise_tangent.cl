// How features move with the coordinates.
static void ${name}_tangent(
    __global const float *restrict parameters, __global const real *x, __global const real *dx, __global real *dy)
{
$statements
}
