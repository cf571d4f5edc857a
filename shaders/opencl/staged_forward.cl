    // Outputs $first to $last - 1 of a real layer, $block sums at once. The group brings the weights of $chunk outputs to
    // local memory at a time; W has rows of $inputs numbers.
    for (int c = $first; c < $last; c += $chunk)
    {
        const int end = min(c + $chunk, $last);
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int k = get_local_id(0); k < (end - c) * $inputs; k += GROUP)
            staged[$place] = parameters[$weights + c * $inputs + k];
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int o = c; o < end; o += $block)
        {
            @real a#_% = R($bias);
            __local const float *w = staged + (o - c) * $inputs;
            for (int i = 0; i < $inputs; i++)
            {
                @const real x% = x[i * STRIDE + % * LANES];
                $load
                @const real w# = R($weight);
                @a#_% = fma(w#, x%, a#_%);
            }
            @$store(a#_%, rows + % * LANES, o + #);
        }
    }
