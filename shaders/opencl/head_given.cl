            for (int r = 0; r < $count; r++)
            {
                const real z = ROW(own, $row + r);
                const real d = LOAD(targets + in_batch($outputs, $output + r, sample));
                ROW(own, $gradient_row + r) += is_there ? d * $slope : R(0.0f);
            }
