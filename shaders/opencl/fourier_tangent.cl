static void ${name}_tangent(
    __global const float *restrict parameters, __global const real *x, __global const real *dx, __global real *dy)
{
    for (int i = 0; i < $features; i++)
    {
        __global const float *b = parameters + $parameter + i * $inputs;
$row
    }
}
