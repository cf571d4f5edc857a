static void ${name}_encode(__global const float *restrict parameters, __global const real *x, __global real *y)
{
    for (int i = 0; i < $features; i++)
    {
        __global const float *b = parameters + $parameter + i * $inputs;
$row
    }
}
