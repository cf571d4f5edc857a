// Launch: a group per block of any layer; slices of the samples along the second axis, where groups have many
// work-items: blocks alone are too few to fill a graphics processor. The first part of a batch sets the gradient, later
// ones add to it. Items behind the last sample hold nothing.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void weight_gradient(
    __global real *restrict scratch, __global float *restrict gradients, __global const int *restrict counts,
    int first_item, int most)
{
#if GROUP > 1
    __local float shared[GROUP];
#else
    __local float *shared = 0;
#endif
    const int is_first = first_item == 0, slices = get_global_size(1);
    int items = clamp((counts[0] + ITEM - 1) / ITEM - first_item, 0, most);
    if (items == 0 && !is_first) return;
#if GROUP > 1
    const int whole = max(GROUP, LANES), length = (items + slices * whole - 1) / (slices * whole) * whole;
    const int first = length * (int)get_global_id(1);
    if (first >= items) return;
    scratch = item_rows(scratch, first, ROWS);
    items = min(length, items - first);
#endif
    int block = get_group_id(0);
$blocks
}
