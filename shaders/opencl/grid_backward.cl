// Adds the gradient of the coordinates.
static void ${name}_backward(
    __global const entry *restrict tables, __global const real *x, __global const real *dy, __global real *dx)
{
    real point[$dimensions], upper[$dimensions], slope[$dimensions];
    realu cell[$dimensions];
    for (int d = 0; d < $dimensions; d++) point[d] = ROW(x, d);
    for (int level = 0; level < $levels; level++)
    {
        const int is_inside = ${name}_locate(level, point, cell, upper, slope);
        __global const entry *table = tables + $parameter + ${name}_first[level] * $features;
        #pragma unroll
        for (int corner = 0; corner < $corners; corner++)
        {
            const realu entry = ${name}_entry(level, corner, cell, is_inside) * (uint)$features;
            real dot = R(0.0f);
            for (int f = 0; f < $features; f++)
                dot = fma(ROW(dy, level * $features + f), gather_entry(table + f, entry), dot);
            for (int d = 0; d < $dimensions; d++)
            {
                const real side = (corner >> d & 1) != 0 ? slope[d] : -slope[d];
                ROW(dx, d) += ${name}_scale[level] * side * ${name}_weight(corner, upper, d) * dot;
            }
        }
    }
}
