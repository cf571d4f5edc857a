// What is known of the density in each cell. A cell's value is the maximum of the recent past: it fades each time the
// cell is looked into. The looks of a round are kept in a list per cell, of which lasts holds the last and befores the
// one before each, and are taken into account in the order of their numbers: in which order work-items come by does not
// matter. Lists are empty between rounds.
#define UNSEEN FLT_MAX
#define SEED $seed

// Steele et al. 2014, SplitMix; as Hash.Mix.
static ulong mixed(ulong x)
{
    x += 0x9E3779B97F4A7C15ul;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9ul;
    x = (x ^ x >> 27) * 0x94D049BB133111EBul;
    return x ^ x >> 31;
}

// O'Neill 2014, PCG-XSH-RR; as Pcg32.
static uint draw(ulong *state)
{
    const ulong old = *state;
    *state = old * 6364136223846793005ul + 1ul;
    return rotate((uint)((old >> 18 ^ old) >> 27), 32u - (uint)(old >> 59));
}

static ulong first_state(ulong seed)
{
    ulong state = 1ul + seed;
    draw(&state);
    return state;
}

static float draw_unit(ulong *state) { return (float)(draw(state) >> 8) * (1.0f / 16777216.0f); }

static int is_occupied(__global const uint *bits, int cell) { return bits[cell >> 5] >> (cell & 31) & 1u; }

static int3 place_of(int cell)
{
    const int brick = (cell >> 6) % BRICKS, bit = cell & 63;
    return (int3)(
        (brick & 31) << 2 | (bit & 3), (brick >> 5 & 31) << 2 | (bit >> 2 & 3), (brick >> 10) << 2 | bit >> 4);
}

// Chooses cells, and a place in each: at random, half of them occupied ones; or in a sweep cubes of 2 x 2 x 2 cells in
// turn. Launch: a work-item per place.
__kernel void choose(
    __global const uint *restrict bits, __global int *restrict cells, __global float *restrict coordinates, int count,
    int first, uint step, int is_sweep)
{
    const int index = get_global_id(0), number = first + index;
    if (index >= count) return;
    ulong state = first_state(mixed(mixed(mixed(SEED) ^ (ulong)step) ^ (ulong)number));
    const uint all = CASCADES * BRICKS * 64;
    int cell = is_sweep ? number >> 3 << 6 | (number & 4) << 3 | (number & 2) << 2 | (number & 1) << 1
        : (int)mul_hi(draw(&state), all);
    if (!is_sweep && (number & 1) != 0)
        for (int i = 0; i < $tries && !is_occupied(bits, cell); i++) cell = (int)mul_hi(draw(&state), all);
    cells[index] = cell;
    const int3 corner = place_of(cell);
    const int cascade = cell / (BRICKS * 64);
    const float size = is_sweep ? 2.0f : 1.0f, unit = (float)(1 << cascade) / (float)RESOLUTION;
    const float low = 0.5f - 0.5f * (float)(1 << cascade) - LOW;
    __global float *to = coordinates + in_batch(6, 0, index);
    to[0] = (low + ((float)corner.x + size * draw_unit(&state)) * unit) * PER_SPACE;
    to[TILE] = (low + ((float)corner.y + size * draw_unit(&state)) * unit) * PER_SPACE;
    to[2 * TILE] = (low + ((float)corner.z + size * draw_unit(&state)) * unit) * PER_SPACE;
}

static float remembered(float known, float density)
{
    const float thickness = density * $thickness;
    return known == UNSEEN ? thickness : fmax(known * $decay, thickness);
}

static void look(__global int *lasts, __global int *befores, int cell, int number)
{
    befores[number] = atomic_xchg(lasts + cell, number);
}

// Takes a cell's list into account, once: by the look that stands last in it.
static void settle(
    __global float *known, __global int *lasts, __global const int *befores, __global const float *densities, int cell,
    int number)
{
    if (atomic_cmpxchg(lasts + cell, number, -1) != number) return;
    float value = known[cell];
    for (int done = -1, next = number; next < INT_MAX;)
    {
        next = INT_MAX;
        for (int i = number; i >= 0; i = befores[i])
            if (i > done) next = min(next, i);
        if (next < INT_MAX) value = remembered(value, densities[next]);
        done = next;
    }
    known[cell] = value;
}

static int in_cube(int cell, int corner) { return cell ^ ((corner & 4) << 2 | (corner & 2) << 1 | (corner & 1)); }

// A sweep looks into each cell once. Launch: a work-item per cube.
__kernel void look_swept(
    __global const int *restrict cells, __global const float *restrict densities, __global float *restrict known,
    int count)
{
    const int index = get_global_id(0);
    if (index >= count) return;
    for (int corner = 0; corner < 8; corner++)
    {
        const int cell = in_cube(cells[index], corner);
        known[cell] = remembered(known[cell], densities[index]);
    }
}

// Launch: a work-item per place; settles instead of looking where is_settling.
__kernel void look_chosen(
    __global const int *restrict cells, __global const float *restrict densities, __global float *restrict known,
    __global int *restrict lasts, __global int *restrict befores, int count, int is_settling)
{
    const int index = get_global_id(0);
    if (index >= count) return;
    if (is_settling) settle(known, lasts, befores, densities, cells[index], index);
    else look(lasts, befores, cells[index], index);
}

// The same for the marched samples. Launch: a work-item per ray.
__kernel void look_marched(
    __global const float *restrict rays, __global const float *restrict distances,
    __global const float *restrict stretches, __global const int *restrict counts, __global const int *restrict starts,
    __global const float *restrict densities, __global float *restrict known, __global int *restrict lasts,
    __global int *restrict befores, int ray_count, int is_settling)
{
    const int number = get_global_id(0);
    if (number >= ray_count) return;
    const ray_line line = line_of(rays + number * RAY);
    __global const float *own = distances + (size_t)number * MOST_SAMPLES;
    for (int i = 0; i < counts[number]; i++)
    {
        const int cell = cell_of(line.origin + line.direction * own[i], step_at(own[i]) * stretches[number]);
        if (is_settling) settle(known, lasts, befores, densities, cell, starts[number] + i);
        else look(lasts, befores, cell, starts[number] + i);
    }
}

// Sums over the cells of the finest cascade that were looked into, a part per work-item: consecutive cells on
// processors, every so many on others, so that neighbours read neighbouring numbers.
__kernel void measure(__global const float *restrict known, __global float *restrict sums, int length)
{
    const int part = get_global_id(0);
    float sum = 0.0f, seen = 0.0f;
    for (int i = 0; i < length; i++)
    {
        const float value = known[GROUP > 1 ? part + i * (int)get_global_size(0) : part * length + i];
        if (value == UNSEEN) continue;
        sum += value;
        seen += 1.0f;
    }
    sums[2 * part] = sum;
    sums[2 * part + 1] = seen;
}

// The threshold, from the parts: a fixed value, or the mean while the whole field is thin. Launch: one work-item.
__kernel void judge(__global const float *restrict sums, __global float *restrict threshold, int parts)
{
    float sum = 0.0f, seen = 0.0f;
    for (int i = 0; i < parts; i++)
    {
        sum += sums[2 * i];
        seen += sums[2 * i + 1];
    }
    *threshold = fmin($threshold, sum / fmax(seen, 1.0f));
}

// Launch: a work-item per half brick.
__kernel void renew(__global const float *restrict known, __global uint *restrict bits, __global const float *threshold)
{
    const int index = get_global_id(0);
    uint word = 0u;
    for (int i = 0; i < 32; i++) word |= (known[index * 32 + i] > *threshold ? 1u : 0u) << i;
    bits[index] = word;
}

// Adds to the middle of a cascade what the finer one holds. Launch: a work-item per brick of the middle, 16 cubed.
__kernel void add_finer(__global uint *restrict bits, int cascade)
{
    const int id = get_global_id(0);
    const int3 brick = (int3)(id & 15, id >> 4 & 15, id >> 8);
    const int3 coarse = (brick + 8) * 4;
    for (int i = 0; i < 64; i++)
    {
        const int3 at = (int3)(i & 3, i >> 2 & 3, i >> 4), fine = (brick * 4 + at) * 2;
        // Cells 0, 1, 4, 5, 16, 17, 20 and 21 of a brick are its first 2 x 2 x 2.
        const int from = 2 * brick_of(cascade - 1, fine), bit = bit_of(fine);
        const uint low = bits[from], high = bits[from + 1];
        const uint cells = bit < 32 ? low >> bit & 0x330033u : high >> (bit - 32) & 0x330033u;
        if (cells != 0u) bits[2 * brick_of(cascade, coarse) + (i >> 5)] |= 1u << (i & 31);
    }
}
