// Launch: a work-item per block.
__kernel void gather_blocks(__global const uint *restrict bits, __global int *restrict blocks)
{
    const int block = get_global_id(0), cascade = block / BLOCKS;
    const int3 first = (int3)(block & 7, block >> 3 & 7, block >> 6 & 7) * 16;
    uint any_bit = 0u;
    for (int i = 0; i < 64; i++)
    {
        const int brick = brick_of(cascade, first + (int3)(i & 3, i >> 2 & 3, i >> 4) * 4);
        any_bit |= bits[2 * brick] | bits[2 * brick + 1];
    }
    blocks[block] = any_bit != 0u;
}
