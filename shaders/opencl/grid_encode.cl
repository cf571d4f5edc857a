static void ${name}_encode(__global const entry *restrict tables, __global const real *x, __global real *y)
{
    real point[$dimensions], upper[$dimensions], slope[$dimensions];
    realu cell[$dimensions];
    for (int d = 0; d < $dimensions; d++) point[d] = ROW(x, d);
    for (int level = 0; level < $levels; level++)
    {
        const int is_inside = ${name}_locate(level, point, cell, upper, slope);
        __global const entry *table = tables + $parameter + ${name}_first[level] * $features;
        real features[$features];
        for (int f = 0; f < $features; f++) features[f] = R(0.0f);
        #pragma unroll
        for (int corner = 0; corner < $corners; corner++)
        {
            const realu entry = ${name}_entry(level, corner, cell, is_inside) * (uint)$features;
            const real weight = ${name}_weight(corner, upper, -1);
            for (int f = 0; f < $features; f++)
                features[f] = fma(weight, gather_entry(table + f, entry), features[f]);
        }
        for (int f = 0; f < $features; f++) ROW(y, level * $features + f) = features[f];
    }
}
