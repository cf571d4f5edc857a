// The features of a level at some vectors of samples: those of a work-item, which takes every so many.
static void ${name}_encode(
    int level, __global const entry *restrict tables, __global const float *restrict coordinates,
    __global float *restrict features, int count)
{
    real point[$dimensions], upper[$dimensions], slope[$dimensions];
    realu cell[$dimensions];
    __global const entry *table = tables + $parameter + ${name}_first[level] * $features;
    const int end = (count + ITEM - 1) / ITEM * ITEM;
    for (int sample = get_global_id(0) * WIDTH; sample < end; sample += get_global_size(0) * WIDTH)
    {
        #pragma unroll
        for (int d = 0; d < $dimensions; d++)
            point[d] = LOAD(coordinates + in_batch($input_rows, $input_row + d, sample));
        const int is_inside = ${name}_locate(level, point, cell, upper, slope);
        real sums[$features];
        #pragma unroll
        for (int f = 0; f < $features; f++) sums[f] = R(0.0f);
        #pragma unroll
        for (int corner = 0; corner < $corners; corner++)
        {
            const realu entry = ${name}_entry(level, corner, cell, is_inside) * (uint)$features;
            const real weight = ${name}_weight(corner, upper, -1);
#if $features % 2 == 0
            #pragma unroll
            for (int f = 0; f < $features; f += 2)
            {
                real first, second;
                gather_pair(table + f, entry, &first, &second);
                sums[f] = fma(weight, first, sums[f]);
                sums[f + 1] = fma(weight, second, sums[f + 1]);
            }
#else
            #pragma unroll
            for (int f = 0; f < $features; f++) sums[f] = fma(weight, gather_entry(table + f, entry), sums[f]);
#endif
        }
        #pragma unroll
        for (int f = 0; f < $features; f++)
            STORE(sums[f], features + in_batch(FEATURE_ROWS, $feature_row + level * $features + f, sample));
    }
}
