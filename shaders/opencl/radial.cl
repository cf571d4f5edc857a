// $comment The index begins, for each basis, with a header: where its list of cells, the lists'
// entries and the tree start, the bits of the square of the farthest reach and of cells per unit, the bits of the cells'
// low corner, cells per side. An entry is a kernel's number and the bits of its centre.
__constant float ${name}_frequency[] = { $frequencies };

static void ${name}_offer(float s, int n, float *square, int *number)
{
    int k = $neighbors - 1;
    if (!(s < square[k] || (s == square[k] && n < number[k]))) return;
    for (; k > 0 && (s < square[k - 1] || (s == square[k - 1] && n < number[k - 1])); k--)
    {
        square[k] = square[k - 1];
        number[k] = number[k - 1];
    }
    square[k] = s;
    number[k] = n;
}

static float ${name}_square(__global const int *entry, const float *place)
{
    float s = 0.0f;
    #pragma unroll
    for (int d = 0; d < $dimensions; d++)
    {
        const float offset = place[d] - as_float(entry[1 + d]);
        s = fma(offset, offset, s);
    }
    return s;
}

// The nearest kernels by the list of the place's cell; false where it has none.
static int ${name}_listed(
    __global const int *restrict index, const float *place, float *square, int *number)
{
    __global const int *own = index + $header;
    int cell = 0;
    for (int d = $dimensions - 1; d >= 0; d--)
    {
        const float along = (place[d] - as_float(own[5 + d])) * as_float(own[4]);
        if (!(along >= 0.0f && along < (float)own[8 + d])) return 0;
        cell = cell * own[8 + d] + (int)along;
    }
    const int first = index[own[0] + cell], end = index[own[0] + cell + 1];
    for (int i = first; i < end; i++)
    {
        __global const int *entry = index + own[1] + i * (1 + $dimensions);
        ${name}_offer(${name}_square(entry, place), entry[0], square, number);
    }
    return first < end;
}

// The nearest kernels by a left-balanced k-d tree: the children of place i are 2i + 1 and 2i + 2, and depth l splits
// axis l mod $dimensions.
static void ${name}_searched(__global const int *restrict index, const float *place, float *square, int *number)
{
    __global const int *tree = index + index[$header + 2];
    int waiting[64], depth = 0, next = 0, level = 0;
    float bounds[64];
    while (1)
    {
        if (next < $kernels)
        {
            __global const int *entry = tree + next * (1 + $dimensions);
            ${name}_offer(${name}_square(entry, place), entry[0], square, number);
            const int axis = level % $dimensions;
            const float plane = place[axis] - as_float(entry[1 + axis]);
            const int near = 2 * next + (plane > 0.0f ? 2 : 1), far = 4 * next + 3 - near;
            level++;
            if (far < $kernels)
            {
                waiting[depth] = far << 6 | level;
                bounds[depth++] = plane * plane;
            }
            next = near;
            continue;
        }
        do
        {
            if (depth == 0) return;
            depth--;
        }
        while (!(bounds[depth] <= square[$neighbors - 1]));
        next = waiting[depth] >> 6;
        level = waiting[depth] & 63;
    }
}

static real ${name}_value(const real *x, const real *center, const real *factor)
{
$value
}

static void ${name}_normalize(real *v)
{
$normalize
}

static void ${name}_kernel(
    __global const float *restrict parameters, realu number, real *center, real *factor)
{
    #pragma unroll
    for (int d = 0; d < $dimensions; d++)
        center[d] = gather(parameters + $centers + d, number * (uint)$dimensions);
    #pragma unroll
    for (int i = 0; i < $shape_count; i++)
        factor[i] = gather(parameters + $shapes + i, number * (uint)$shape_count);
$adjust
}

// The kernels that samples see, and their values. One that does not reach a sample has the value 0.
static void ${name}_locate(
    __global const float *restrict parameters, __global const int *restrict index, const real *x, realu *number,
    real *value)
{
    uint numbers[$neighbors][WIDTH];
    float places[$dimensions][WIDTH], reaches[$neighbors][WIDTH];
    for (int d = 0; d < $dimensions; d++) STORE(x[d], places[d]);
    for (int l = 0; l < WIDTH; l++)
    {
        float place[$dimensions], square[$neighbors];
        int found[$neighbors];
        for (int d = 0; d < $dimensions; d++) place[d] = places[d][l];
        for (int k = 0; k < $neighbors; k++)
        {
            square[k] = as_float(index[$header + 3]);
            found[k] = INT_MAX;
        }
        if (!${name}_listed(index, place, square, found)) ${name}_searched(index, place, square, found);
        for (int k = 0; k < $neighbors; k++)
        {
            reaches[k][l] = found[k] == INT_MAX ? 0.0f : 1.0f;
            numbers[k][l] = found[k] == INT_MAX ? 0u : (uint)found[k];
        }
    }
    for (int k = 0; k < $neighbors; k++)
    {
        real center[$dimensions], factor[$numbers];
        number[k] = LOAD(numbers[k]);
        ${name}_kernel(parameters, number[k], center, factor);
        value[k] = LOAD(reaches[k]) > R(0.0f) ? ${name}_value(x, center, factor) : R(0.0f);
    }
    ${name}_normalize(value);
}

// Features first to first + WIDTH - 1 of WIDTH samples. Lanes are features while kernels are added up, samples then.
static void ${name}_mix(
    __global const float *restrict parameters, uint (*numbers)[WIDTH], float (*values)[WIDTH], int first,
    real *features)
{
    const int there = min(WIDTH, $features - first);
    const real m = LOAD(${name}_frequency + first);
    float block[WIDTH][WIDTH], row[WIDTH];
    for (int l = 0; l < WIDTH; l++)
    {
        real sum = R(0.0f);
        for (int k = 0; k < $neighbors; k++)
        {
            const real v = R(values[k][l]);
            sum = fma($weight, load_part(parameters + $table + numbers[k][l] * (uint)$features + first, there), sum);
        }
        STORE(sum, block[l]);
    }
    for (int f = 0; f < WIDTH; f++)
    {
        for (int l = 0; l < WIDTH; l++) row[l] = block[l][f];
        features[f] = LOAD(row);
    }
}
