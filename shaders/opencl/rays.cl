// Rays through the cells that may hold something. A ray is RAY numbers: origin, direction, nearest distance, jitter,
// target, background, view. bits: two words per brick of 4 x 4 x 4 cells, x fastest; blocks: whether any of 4 x 4 x 4
// bricks holds something.
#pragma OPENCL FP_CONTRACT OFF
#define RAY 15
#define RESOLUTION 128
#define BRICKS 32768
#define BLOCKS 512
#define MOST_SAMPLES $most_samples
#define LOW $low
#define HIGH $high
#define CONE $cone
#define MIN_STEP $min_step
#define MAX_STEP $max_step
#define CASCADES $cascades
#define PER_SPACE $per_space
#define LEAST_TRANSMITTANCE $least
#define OPACITY_LOSS $opacity_loss
#define DISTORTION_LOSS $distortion_loss
#define CAMERA $camera
#define SCALES_COLORS $scales_colors // whether cameras have factors on their colours

typedef struct { float3 origin, direction; } ray_line;

static ray_line line_of(__global const float *ray)
{
    const ray_line line = { vload3(0, ray), vload3(1, ray) };
    return line;
}

static int view_of(__global const float *ray) { return as_int(ray[14]); }

// Writes a sample's coordinates to a batch.
static void place_sample(ray_line line, float distance, __global float *coordinates, int sample)
{
    const float3 x = (line.origin + line.direction * distance - (float3)(LOW)) * PER_SPACE;
    const float3 d = line.direction * 0.5f + (float3)(0.5f);
    __global float *to = coordinates + in_batch(6, 0, sample);
    to[0] = x.x;
    to[TILE] = x.y;
    to[2 * TILE] = x.z;
    to[3 * TILE] = d.x;
    to[4 * TILE] = d.y;
    to[5 * TILE] = d.z;
}

static float away_from_zero(float x) { return fabs(x) < 1e-9f ? copysign(1e-9f, x) : x; }

static float3 inverse_of(float3 d)
{
    return (float3)(1.0f) / (float3)(away_from_zero(d.x), away_from_zero(d.y), away_from_zero(d.z));
}

static float step_at(float distance)
{
    return CONE == 0.0f ? MIN_STEP : fmin(fmax(CONE * distance, MIN_STEP), MAX_STEP);
}

// From the exponents: the smallest cube that holds the place, and cells at least as wide as the step.
static int cascade_of(float3 place, float step)
{
    const float3 away = fabs(place - (float3)(0.5f));
    const int by_place = (as_int(fmax(away.x, fmax(away.y, away.z))) >> 23) - 125;
    const int by_step = (as_int(step * RESOLUTION) >> 23) - 126;
    return clamp(max(by_place, by_step), 0, CASCADES - 1);
}

static float3 in_cells(float3 place, int cascade)
{
    return (place - (float3)(0.5f)) * ((float)RESOLUTION / (float)(1 << cascade)) + (float3)(RESOLUTION / 2);
}

static int3 whole_cell(float3 cell) { return clamp(convert_int3(cell), (int3)(0), (int3)(RESOLUTION - 1)); }

static int brick_of(int cascade, int3 c) { return cascade * BRICKS + ((c.z >> 2) << 10 | (c.y >> 2) << 5 | c.x >> 2); }

static int bit_of(int3 c) { return (c.z & 3) << 4 | (c.y & 3) << 2 | (c.x & 3); }

static int block_of(int cascade, int3 c) { return cascade * BLOCKS + ((c.z >> 4) << 6 | (c.y >> 4) << 3 | c.x >> 4); }

static int cell_of(float3 place, float step)
{
    const int cascade = cascade_of(place, step);
    const int3 cell = whole_cell(in_cells(place, cascade));
    return brick_of(cascade, cell) << 6 | bit_of(cell);
}

static float leave(float cell, int whole, int side, float direction)
{
    const int low = whole & -side;
    return direction > 0.0f ? (float)(low + side) - cell : (float)low - cell;
}

// How far a ray stays in empty space; negative where its place may hold something.
static float empty_ahead(
    __global const uint *bits, __global const int *blocks, float3 place, float3 direction, float3 inverse, float step)
{
    const int cascade = cascade_of(place, step);
    const float3 cell = in_cells(place, cascade);
    const int3 whole = whole_cell(cell);
    const int brick = brick_of(cascade, whole), bit = bit_of(whole);
    int side;
    if ((bits[2 * brick] | bits[2 * brick + 1]) != 0u)
    {
        if ((bits[2 * brick + (bit >> 5)] >> (bit & 31) & 1u) != 0u) return -1.0f;
        side = 1;
    }
    else side = blocks[block_of(cascade, whole)] != 0 ? 4 : 16;
    const float x = leave(cell.x, whole.x, side, direction.x) * inverse.x;
    const float y = leave(cell.y, whole.y, side, direction.y) * inverse.y;
    const float z = leave(cell.z, whole.z, side, direction.z) * inverse.z;
    return fmax(0.0f, fmin(x, fmin(y, z))) * ((float)(1 << cascade) * (1.0f / RESOLUTION));
}

// The next place of the lattice behind an empty stretch.
static float skip_to(float t, float skip, float step, float stretch)
{
    if (CONE == 0.0f) return t + fmax(1.0f, ceil(skip / step)) * step;
    const float end = t + skip;
    do t += step_at(t) * stretch;
    while (t < end);
    return t;
}
