static void ${name}_backward(
    __global const float *restrict parameters, __global const real *x, __global const real *dy, __global real *dx)
{
$statements
}
