static void $name(__global const float *restrict parameters, __global const real *x, __global real *rows)
{
$blocks
}
