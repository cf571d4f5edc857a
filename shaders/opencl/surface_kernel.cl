// Forward, the sweep that finds the gradient of the field's value, the loss of both, and backward, which differentiates
// twice: an item of samples per work-item. Kept and launched as a step that learns from values.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void train(
    __global const float *restrict parameters, __global const float *restrict coordinates,
    __global const float *restrict targets, __global float *restrict features, __global float *restrict losses,
    __global real *restrict scratch, __global const int *restrict counts, int first_item)
{
    const int item = first_item + get_global_id(0), count = counts[0];
#if GROUP == 1
    if (item * ITEM >= count) return;
#endif
#if STAGED > 0
    __local float staged[STAGED];
#else
    __local float *staged = 0;
#endif
    __global real *rows = item_rows(scratch, get_global_id(0), ROWS);
    for (int q = 0; q < VECTORS; q++)
        for (int i = 0; i < $inputs; i++)
            ROW(rows + q * LANES, i) = LOAD(coordinates + in_batch($inputs, i, item * ITEM + q * WIDTH));
$forward
    for (int i = $first_gradient * STRIDE; i < ROWS * STRIDE; i += LANES) rows[i] = R(0.0f);
    for (int q = 0; q < VECTORS; q++)
    {
        __global real *own = rows + q * LANES;
        const real z = ROW(own, $row);
        ROW(own, $sweep_row) += $slope;
    }
$sweep
    real loss = R(0.0f);
    for (int q = 0; q < VECTORS; q++)
    {
        __global real *own = rows + q * LANES;
        const int sample = item * ITEM + q * WIDTH;
        const reali is_there = (sample + LANE) < count;
        const real z = ROW(own, $row), p = $value;
        real g[3] = { R(0.0f), R(0.0f), R(0.0f) }, known[4] = { R(0.0f), R(0.0f), R(0.0f), R(0.0f) }, by[4];
        for (int d = 0; d < $dimensions; d++) g[d] = ROW(own, $position_row + d);
        for (int i = 0; i < $targets; i++) known[i] = LOAD(targets + in_batch($targets, i, sample));
        const real judged = surface_loss(p, g, known, by);
        loss += is_there ? judged : R(0.0f);
        $add_slope
        // Other coordinates than the position do not move.
        for (int i = $dimensions; i < $inputs; i++) ROW(own, $move_row + i) = R(0.0f);
        for (int d = 0; d < $dimensions; d++)
            ROW(own, $move_row + d) = is_there ? by[1 + d] * R($scale) : R(0.0f);
    }
    losses[item] = sum(loss);
$tangent
    for (int q = 0; q < VECTORS; q++)
    {
        __global real *own = rows + q * LANES;
        const real z = ROW(own, $row);
        $add_curvature
    }
$backward
}
