static void ${name}_back(
    __global const float *restrict parameters, __global const real *dz, __global real *rows,
    __local float *restrict staged)
{
$blocks
}
