// Launch: a group per block of any layer. The first part of a batch sets the gradient, later ones add to it.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void weight_gradient(
    __global real *restrict scratch, __global float *restrict gradients, int items, int is_first)
{
#if GROUP > 1
    __local float shared[GROUP];
#else
    __local float *shared = 0;
#endif
    int block = get_group_id(0);
$blocks
}
