// A kernel's value, and its gradient by the coordinates.
static void ${name}_slopes(const real *x, const real *center, const real *factor, real *result)
{
$slopes
}

static void ${name}_pull(const real *phi, real *a)
{
$pull
}

// Adds the gradient of the coordinates.
static void ${name}_backward(
    __global const float *restrict parameters, __global const int *restrict index, __global const real *x,
    __global const real *dy, __global real *dx)
{
    real point[$dimensions], value[$neighbors], phi[$neighbors], a[$neighbors], slopes[$neighbors][1 + $dimensions];
    realu number[$neighbors];
    for (int d = 0; d < $dimensions; d++) point[d] = ROW(x, d);
    ${name}_locate(parameters, index, point, number, value);
    for (int k = 0; k < $neighbors; k++)
    {
        real center[$dimensions], factor[$numbers];
        const real v = value[k];
        __global const float *table = parameters + $table;
        a[k] = R(0.0f);
        for (int f = 0; f < $features; f++)
        {
            const real m = R(${name}_frequency[f]);
            a[k] = fma(ROW(dy, f) * gather(table + f, number[k] * (uint)$features), $weight_slope, a[k]);
        }
        ${name}_kernel(parameters, number[k], center, factor);
        ${name}_slopes(point, center, factor, slopes[k]);
        // Kernels without a value have no slope either.
        phi[k] = v == R(0.0f) ? R(0.0f) : slopes[k][0];
        for (int d = 0; d < $dimensions; d++) slopes[k][1 + d] = v == R(0.0f) ? R(0.0f) : slopes[k][1 + d];
    }
    ${name}_pull(phi, a);
    for (int k = 0; k < $neighbors; k++)
        for (int d = 0; d < $dimensions; d++) ROW(dx, d) = fma(a[k], slopes[k][1 + d], ROW(dx, d));
}
