// Launch: a work-item per unit of the largest network, networks along the second axis.
__kernel void $kernel($arguments)
{
    const int unit = get_global_id(0);
    int network = get_global_id(1);
$networks
}
