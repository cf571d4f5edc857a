// Forward, loss and backward of a part of a batch (with what differentiates twice between them, where the loss is one
// of gradients, too), an item of samples per work-item; counts[0] says how many samples
// the batch has. What the weights' gradient reads stays in scratch; the gradient of table features goes to the batch,
// and that of coordinates, for which tables are read again.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void train(
    __global const float *restrict parameters, __global const float *restrict coordinates,
    __global const float *restrict targets, __global float *restrict features, __global float *restrict losses,
    __global real *restrict scratch, __global const int *restrict counts, __global const entry *restrict tables,
    __global const int *restrict index, int first_item)
{
    const int item = first_item + get_global_id(0), count = counts[0];
#if GROUP == 1
    if (item * ITEM >= count) return;
#endif
    STAGE;
    __global real *rows = item_rows(scratch, get_global_id(0), ROWS);
    for (int q = 0; q < VECTORS; q++)
        for (int i = 0; i < $inputs; i++)
            ROW(rows + q * LANES, i) = LOAD(coordinates + in_batch($inputs, i, item * ITEM + q * WIDTH));
$forward
    for (int i = $first_gradient * STRIDE; i < ROWS * STRIDE; i += LANES) rows[i] = R(0.0f);
    real loss = R(0.0f);
$learn
    losses[item] = sum(loss);
$backward
$features
}
