static void ${name}_encode(__global const float *restrict parameters, __global const real *x, __global real *y)
{
$statements
}
