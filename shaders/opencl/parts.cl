// Vectors of numbers of which only the first few are there.
static real load_part(__global const float *p, int count)
{
#if WIDTH > 1
    if (count >= WIDTH) return LOAD(p);
    float part[WIDTH];
    for (int l = 0; l < WIDTH; l++) part[l] = l < count ? p[l] : 0.0f;
    return LOAD(part);
#else
    return *p;
#endif
}

static void store_part(real v, __global float *p, int count)
{
#if WIDTH > 1
    if (count >= WIDTH)
    {
        STORE(v, p);
        return;
    }
    float part[WIDTH];
    STORE(v, part);
    for (int l = 0; l < count; l++) p[l] = part[l];
#else
    *p = v;
#endif
}

static reali load_counts(__global const ushort *p, int count)
{
#if WIDTH > 1
    if (count >= WIDTH) return JOIN(convert_int, WIDTH)(LOAD(p));
    int part[WIDTH];
    for (int l = 0; l < WIDTH; l++) part[l] = l < count ? p[l] : 0;
    return LOAD(part);
#else
    return *p;
#endif
}

static void store_counts(reali v, __global ushort *p, int count)
{
#if WIDTH > 1
    if (count >= WIDTH)
    {
        STORE(JOIN(convert_ushort, WIDTH)(v), p);
        return;
    }
    int part[WIDTH];
    STORE(v, part);
    for (int l = 0; l < count; l++) p[l] = (ushort)part[l];
#else
    *p = (ushort)v;
#endif
}
