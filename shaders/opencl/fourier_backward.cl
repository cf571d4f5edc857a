static void ${name}_backward(
    __global const float *restrict parameters, __global const real *x, __global const real *dy, __global real *dx)
{
    for (int i = 0; i < $features; i++)
    {
        __global const float *b = parameters + $parameter + i * $inputs;
$row
    }
}
