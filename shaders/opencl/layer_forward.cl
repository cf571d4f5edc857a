static void $name(
    __global const float *restrict parameters, __global const real *x, __global real *rows,
    __local float *restrict staged)
{
$blocks
}
