// $comment
__constant float ${name}_scale[] = { $scales };
__constant float ${name}_shift[] = { $shifts };
__constant float ${name}_period[] = { $periods };
__constant int ${name}_mirrored[] = { $mirrored };
__constant int ${name}_last_cell[] = { $last_cells };
__constant uint ${name}_resolution[] = { $resolutions };
__constant uint ${name}_entries[] = { $entries };
__constant uint ${name}_first[] = { $first_entries };
__constant int ${name}_hashed[] = { $hashed };
__constant int ${name}_wraps[] = { $wraps }; // whether the table is smaller than the grid
__constant uint ${name}_prime[] = { 1u, 2654435761u, 805459861u, 3674653429u, 2097192037u, 1434869437u, 2165219737u };

// The cell of a sample, the weights of its upper corners and their slopes. Returns whether no entry of any lane lies
// further behind the table than one subtraction brings back.
static int ${name}_locate(int level, const real *x, realu *cell, real *upper, real *slope)
{
    reali outside = (reali)(0);
    #pragma unroll
    for (int d = 0; d < $dimensions; d++)
    {
        real position = fma(x[d], R(${name}_scale[level]), R(${name}_shift[level])), side = R(1.0f);
        if (${name}_period[level] > 0.0f)
        {
            const real period = R(${name}_period[level]);
            position = fma(-period, floor(position * R(1.0f / ${name}_period[level])), position);
            if (${name}_mirrored[level])
            {
                side = position > R(0.5f) * period ? R(-1.0f) : R(1.0f);
                position = fmin(position, period - position);
            }
        }
        real low = floor(position);
        if (${name}_last_cell[level] >= 0) low = fmin(fmax(low, R(0.0f)), R((float)${name}_last_cell[level]));
        real f = position - low;
        cell[d] = AS_UINT(TO_INT(low));
        upper[d] = $weight;
        slope[d] = side * ($slope);
        outside |= cell[d] >= ${name}_resolution[level];
    }
    return !${name}_wraps[level] && !ANY(outside);
}

// The entry of a corner: bit d says whether it is the upper one along axis d.
static realu ${name}_entry(int level, int corner, const realu *cell, int is_inside)
{
    realu entry = (realu)(0u);
    if (${name}_hashed[level])
    {
        #pragma unroll
        for (int d = 0; d < $dimensions; d++) entry ^= (cell[d] + (uint)(corner >> d & 1)) * ${name}_prime[d];
        return entry & (${name}_entries[level] - 1u);
    }
    uint stride = 1u;
    #pragma unroll
    for (int d = 0; d < $dimensions; d++)
    {
        entry += (cell[d] + (uint)(corner >> d & 1)) * stride;
        stride *= ${name}_resolution[level];
    }
    // Mostly one subtraction does; no coordinate, not even NaN, reaches past the table.
    const uint entries = ${name}_entries[level];
    entry = entry >= entries ? entry - entries : entry;
    if (!is_inside) entry %= (realu)(entries);
    return entry;
}

// The weight of a corner; the factor of one axis may be left out.
static real ${name}_weight(int corner, const real *upper, int except)
{
    real weight = R(1.0f);
    #pragma unroll
    for (int d = 0; d < $dimensions; d++)
        if (d != except) weight *= (corner >> d & 1) != 0 ? upper[d] : R(1.0f) - upper[d];
    return weight;
}
