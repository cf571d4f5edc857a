// Adds numbers of rays to those of their views: in the order of the rays, or from many work-items at once.
// totals[1]: rays that count. Launch: groups of GROUP, the numbers along the second axis.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void add_up(
    __global const float *restrict rays, __global const float *restrict by_rays, __global float *sums,
    __global const int *restrict totals, int numbers)
{
    const int n = get_global_id(1);
    for (int ray = get_global_id(0); ray < totals[1]; ray += get_global_size(0))
        add(sums + view_of(rays + ray * RAY) * numbers + n, by_rays[ray * numbers + n]);
}
